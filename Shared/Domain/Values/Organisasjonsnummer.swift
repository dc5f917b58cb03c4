/// Nine digits with a modulus-11 check digit, as Enhetsregisteret gives them out.
///
/// It names a municipality everywhere in the suite: shard, file, record key, extension attribute `kommune`.
public struct Organisasjonsnummer: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// The nine digits.
    public let rawValue: String

    /// Nil unless `text` is nine digits whose check digit is right.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 9 else { return nil }
        var (sum, weight, check) = (0, 3, 0)
        for (index, byte) in text.utf8.enumerated() {
            guard (48...57).contains(byte) else { return nil }
            // The weights are 3, 2, 7, 6, 5, 4, 3, 2; the ninth digit checks them.
            if index == 8 { check = Int(byte) - 48 } else { sum += (Int(byte) - 48) * weight }
            weight = weight == 2 ? 7 : weight - 1
        }
        guard (11 - sum % 11) % 11 == check else { return nil }
        rawValue = String(text)
    }

    /// Reads the nine digits from a string and refuses anything else.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Organisasjonsnummer(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "«\(text)» is not an organisasjonsnummer"))
        }
        self = value
    }

    /// Writes the nine digits as a string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    /// The text form.
    public var description: String { rawValue }

    /// By value.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
