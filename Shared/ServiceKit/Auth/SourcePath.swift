import Domain

/// The `source` of a message, or what a partner's sources begin with, as the whole segments of an absolute path.
///
/// There is none of a text that another program could take for another path: with a segment that is empty, `.` or `..`, with a query or a
/// fragment, or with an escape (`%2e`) of what needs none or of what separates.
struct SourcePath: Hashable, Sendable {
    /// The segments byte by byte: two texts that only look the same are not the same source.
    private let segments: [[UInt8]]

    /// The path of a message's source; nil when the text is not one.
    init?(source text: String) {
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        let segments = text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Array($0) }
        guard segments.allSatisfy(Self.isSound) else { return nil }
        self.segments = segments
    }

    /// What a partner's sources begin with, as an operator writes it: a slash at the end says nothing more, and `/` alone allows every path.
    init?(beginning text: String) {
        if text == "/" {
            self.init(segments: [])
        } else {
            self.init(source: text.utf8.last == UInt8(ascii: "/") ? String(text.dropLast()) : text)
        }
    }

    private init(segments: [[UInt8]]) { self.segments = segments }

    /// Whether the other one is this path, or lies beneath it.
    func covers(_ other: SourcePath) -> Bool { other.segments.starts(with: segments) }

    /// Whether it has the form `/no/<orgnr>/…` with another number than this municipality's.
    func names(anotherThan kommune: Organisasjonsnummer) -> Bool {
        guard segments.count >= 2, ["no", "NO", "No", "nO"].contains(where: { segments[0].elementsEqual($0.utf8) }) else { return false }
        let number = segments[1]
        guard number.count == 9, number.allSatisfy(Self.isDigit) else { return false }
        return !number.elementsEqual(kommune.rawValue.utf8)
    }

    private static func isSound(_ segment: [UInt8]) -> Bool {
        // What follows a semicolon is a parameter to some servers, and `..;x` a step upwards.
        let name = segment.prefix { $0 != UInt8(ascii: ";") }
        if name.allSatisfy({ $0 == UInt8(ascii: ".") }), name.count <= 2 { return false }
        var rest = segment[...]
        while let byte = rest.popFirst() {
            switch byte {
            case 0...0x20, 0x7F, UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\"): return false
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(value), let low = rest.popFirst().flatMap(value) else { return false }
                if !mayBeEscaped(high << 4 | low) { return false }
            default: continue
            }
        }
        return true
    }

    /// Letters, digits and `-._~` are written as they are; a separator, a control character or another escape in disguise is none of a name.
    private static func mayBeEscaped(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, 0x7F, UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "%"): false
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): false
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): false
        default: !isDigit(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The value of a hexadecimal digit.
    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
