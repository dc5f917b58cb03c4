/// Nine digits with a modulus-11 check digit, as Enhetsregisteret gives them out.
///
/// It names a municipality everywhere in the suite: shard, file, record key, extension attribute `kommune`.
public struct Organisasjonsnummer: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// The nine digits.
    public let rawValue: String

    /// Nil unless `text` is nine digits whose check digit is right.
    public init?(_ text: some StringProtocol) {
        let digits = text.utf8.map { Int($0) - 48 }
        guard digits.count == 9, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let sum = zip(digits, [3, 2, 7, 6, 5, 4, 3, 2]).reduce(0) { $0 + $1.0 * $1.1 }
        let check = (11 - sum % 11) % 11
        guard check == digits[8] else { return nil }
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
