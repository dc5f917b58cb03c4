/// A Swift source text taken apart just far enough to judge it: the code without comments and string contents, the string literals, and the
/// lines that hold comments. A regular expression is taken for code, so it must not hold a double quote.
struct SwiftText {
    struct Literal {
        let text: String
        let line: Int
    }

    /// The code, line by line; comments, what strings contain and what stands in back-ticks are blank.
    private(set) var code: [String] = []
    private(set) var literals: [Literal] = []
    /// Numbers of lines (from 0) on which a comment stands.
    private(set) var commentLines: Set<Int> = []

    private let bytes: [UInt8]
    private var position = 0
    /// The line of code that is being written.
    private var current: [UInt8] = []
    private var line: Int { code.count }

    init(_ text: String) {
        bytes = Array(text.utf8)
        while position < bytes.count { step() }
        endLine()
    }

    private mutating func endLine() {
        code.append(String(decoding: current, as: UTF8.self))
        current = []
    }

    private mutating func step() {
        let byte = bytes[position]
        if startsWith("//") {
            while position < bytes.count, bytes[position] != newline { blank() }
        } else if startsWith("/*") {
            blockComment()
        } else if byte == UInt8(ascii: "`") {
            backticks()
        } else if byte == quote || (byte == hash && bytes[position...].first { $0 != hash } == quote) {
            string()
        } else {
            if byte == newline { endLine() } else { current.append(byte) }
            position += 1
        }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if startsWith("/*") {
                depth += 1
                blank()
            } else if startsWith("*/") {
                depth -= 1
                blank()
            }
            if position < bytes.count { blank() }
        } while depth > 0 && position < bytes.count
    }

    /// A raw identifier may hold anything; it counts as one plain word.
    private mutating func backticks() {
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "`") { position += 1 }
        position += 1
        current += "identifier".utf8
    }

    private mutating func string() {
        let mark = String(repeating: "#", count: bytes[position...].prefix { $0 == hash }.count)
        position += mark.utf8.count
        let (quotes, start) = (startsWith("\"\"\"") ? "\"\"\"" : "\"", line)
        let (end, escape) = (quotes + mark, "\\" + mark)
        position += quotes.utf8.count
        var content: [UInt8] = []
        while position < bytes.count, !startsWith(end) {
            if startsWith(escape) {
                position += escape.utf8.count
                guard position < bytes.count else { break }
                if bytes[position] == UInt8(ascii: "(") {
                    interpolation()
                    content += "…".utf8
                    continue
                }
            }
            content.append(bytes[position])
            if bytes[position] == newline { endLine() }
            position += 1
        }
        position += end.utf8.count
        current += "\"\"".utf8
        literals.append(Literal(text: String(decoding: content, as: UTF8.self), line: start))
    }

    /// The code inside `\( … )` is code: it goes to `code`, its strings to `literals`.
    private mutating func interpolation() {
        var depth = 0
        repeat {
            if bytes[position] == UInt8(ascii: "(") { depth += 1 }
            if bytes[position] == UInt8(ascii: ")") { depth -= 1 }
            step()
        } while depth > 0 && position < bytes.count
    }

    /// Passes over one byte of a comment.
    private mutating func blank() {
        commentLines.insert(line)
        if bytes[position] == newline { endLine() }
        position += 1
    }

    private func startsWith(_ text: String) -> Bool {
        var index = position
        for byte in text.utf8 {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
        }
        return true
    }
}

private let newline = UInt8(ascii: "\n")
private let quote = UInt8(ascii: "\"")
private let hash = UInt8(ascii: "#")
