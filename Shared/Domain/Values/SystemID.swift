/// Noark's systemID (M001): a UUID given by the system, never changed (krav 2.2.2). Lower case, with hyphens.
public struct SystemID: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`, lower case.
    public let rawValue: String

    /// Nil unless `text` has the form of a UUID; upper case is accepted and lowered.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 36 else { return nil }
        var isLower = true
        for (index, byte) in text.utf8.enumerated() {
            switch index {
            case 8, 13, 18, 23:
                guard byte == UInt8(ascii: "-") else { return nil }
            default:
                guard (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte) else { return nil }
                if byte < 97, byte >= 65 { isLower = false }
            }
        }
        rawValue = isLower ? String(text) : text.lowercased()
    }

    /// The UUID with these sixteen bytes (two words, most significant first).
    public init(high: UInt64, low: UInt64) {
        var text = ""
        text.reserveCapacity(36)
        let digits = Array("0123456789abcdef")
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 { text.append("-") }
            let word = index < 16 ? high : low
            text.append(digits[Int((word >> UInt64(60 - (index % 16) * 4)) & 0xF)])
        }
        rawValue = text
    }

    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = SystemID(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "«\(text)» is not a UUID"))
        }
        self = value
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// The text form.
    public var description: String { rawValue }

    /// By value.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
