/// Writes JSON deterministically: no white space, members in the order given or by name, so that equal values give equal bytes.
public struct JSONWriter {
    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []

    /// An empty writer.
    public init() {}

    /// Writes a value; an object's members sorted by the bytes of their names. Numbers that JSON cannot say (not a number, infinite) become `null`.
    public mutating func write(_ value: JSONValue) {
        switch value {
        case .null: write(raw: "null")
        case .bool(let value): write(raw: value ? "true" : "false")
        case .int(let value): write(raw: String(value))
        case .double(let value): write(raw: value.isFinite ? "\(value)" : "null")
        case .string(let text): write(text: text)
        case .array(let elements):
            write(raw: "[")
            for (index, element) in elements.enumerated() {
                if index > 0 { write(raw: ",") }
                write(element)
            }
            write(raw: "]")
        case .object(let members):
            write(raw: "{")
            for (index, name) in members.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }).enumerated() {
                if index > 0 { write(raw: ",") }
                write(text: name)
                write(raw: ":")
                write(members[name] ?? .null)
            }
            write(raw: "}")
        }
    }

    /// Writes an object whose members stand in the order given.
    public mutating func write(members: [(String, JSONValue)]) {
        write(raw: "{")
        for (index, member) in members.enumerated() {
            if index > 0 { write(raw: ",") }
            write(text: member.0)
            write(raw: ":")
            write(member.1)
        }
        write(raw: "}")
    }

    /// Writes text that is JSON already.
    public mutating func write(raw text: String) { bytes.append(contentsOf: text.utf8) }

    /// Writes bytes that are JSON already.
    public mutating func write(raw json: [UInt8]) { bytes.append(contentsOf: json) }

    /// Writes a text in quotes, escaping only what must be.
    public mutating func write(text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { text in
            // Nearly all text needs no escape: it is copied in runs.
            var start = 0
            for index in text.indices where Self.mustBeEscaped(text[index]) {
                bytes.append(contentsOf: text[start..<index])
                escape(text[index])
                start = index + 1
            }
            bytes.append(contentsOf: text[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func mustBeEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): write(raw: "\\\"")
        case UInt8(ascii: "\\"): write(raw: "\\\\")
        case 0x0A: write(raw: "\\n")
        case 0x0D: write(raw: "\\r")
        case 0x09: write(raw: "\\t")
        default:
            write(raw: "\\u00")
            bytes.append(Self.hexadecimal[Int(byte >> 4)])
            bytes.append(Self.hexadecimal[Int(byte & 15)])
        }
    }

    /// Writes one byte that is JSON already.
    mutating func write(byte: UInt8) { bytes.append(byte) }

    /// Puts the members written last in the order of their names; each begins where it says, with a comma between them.
    mutating func sort(_ members: [(name: String, start: Int)]) {
        guard let first = members.first?.start else { return }
        let ends = members.dropFirst().map { $0.start - 1 } + [bytes.count]
        let sorted = zip(members, ends).sorted { $0.0.name.utf8.lexicographicallyPrecedes($1.0.name.utf8) }
        let written = sorted.map { bytes[$0.0.start..<$0.1] }
        bytes.replaceSubrange(first..., with: Array(written.joined(separator: [UInt8(ascii: ",")])))
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)
}

extension JSONValue {
    /// The value as UTF-8 JSON, deterministic (see `JSONWriter`).
    public func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }

    /// The value as JSON text, deterministic.
    public var json: String { String(decoding: encoded(), as: UTF8.self) }
}

extension JSONValue {
    /// The value as JSON for people: what fits stands on one line, two spaces a level, members by name, a line feed at the end.
    public func formatted() -> String {
        var text = ""
        format(into: &text, indentation: "")
        return text + "\n"
    }

    /// How long a line may be before it is broken up, in bytes.
    private static let lineBytes = 110

    private func format(into text: inout String, indentation: String) {
        let line = line
        guard line.utf8.count + indentation.utf8.count > Self.lineBytes else {
            text += line
            return
        }
        let inner = indentation + "  "
        switch self {
        case .array(let elements):
            text += "[\n"
            for (index, element) in elements.enumerated() {
                text += inner
                element.format(into: &text, indentation: inner)
                text += index + 1 < elements.count ? ",\n" : "\n"
            }
            text += indentation + "]"
        case .object(let members):
            text += "{\n"
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (index, member) in sorted.enumerated() {
                text += "\(inner)\(JSONValue.string(member.key).json): "
                member.value.format(into: &text, indentation: inner)
                text += index + 1 < sorted.count ? ",\n" : "\n"
            }
            text += indentation + "}"
        default: text += line
        }
    }

    /// The value on one line, with spaces after commas and colons.
    private var line: String {
        switch self {
        case .array(let elements): "[" + elements.map(\.line).joined(separator: ", ") + "]"
        case .object(let members):
            "{"
                + members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                .map { "\(JSONValue.string($0.key).json): \($0.value.line)" }.joined(separator: ", ") + "}"
        default: json
        }
    }
}
