/// Eleven digits with two modulus-11 check digits: fødselsnummer or D-nummer.
///
/// A D-nummer has 40 added to the day. Test registers add to the month so that no living person has the number: NAV 40,
/// Skatteetaten's Tenor 80; both are accepted, since partners test with them. The day must exist in the century that the
/// individual number (digits 7–9) tells. The numbers handed out from 2032 have freer check digits and are not accepted yet.
public struct Foedselsnummer: Hashable, Sendable, CustomStringConvertible {
    /// The eleven digits.
    public let rawValue: String

    /// Nil unless `text` is such a number; blanks are ignored.
    public init?(_ text: some StringProtocol) {
        let characters = text.utf8.filter { $0 != UInt8(ascii: " ") }
        let digits = characters.map { Int($0) - 48 }
        guard digits.count == 11, digits.allSatisfy({ (0...9).contains($0) }),
            Foedselsnummer.checkDigit(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) == digits[9],
            Foedselsnummer.checkDigit(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) == digits[10],
            Foedselsnummer.dateExists(digits)
        else { return nil }
        rawValue = String(decoding: characters, as: UTF8.self)
    }

    /// The eleven digits.
    public var description: String { rawValue }

    private static func checkDigit(_ digits: [Int], _ weights: [Int]) -> Int {
        let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return (11 - sum % 11) % 11  // 10 is no digit, so such a number never matches
    }

    private static func dateExists(_ digits: [Int]) -> Bool {
        let first = digits[0] * 10 + digits[1]
        let second = digits[2] * 10 + digits[3]
        let yearOfCentury = digits[4] * 10 + digits[5]
        let individual = digits[6] * 100 + digits[7] * 10 + digits[8]
        let day = first > 40 ? first - 40 : first
        let month = second > 80 ? second - 80 : second > 40 ? second - 40 : second
        let years: [Int] =
            switch individual {
            case ..<500: [1900]
            case 500..<750: yearOfCentury >= 54 ? [1800] : [2000]
            case 750..<900: [2000]
            default: yearOfCentury >= 40 ? [1900] : [2000]
            }
        return years.contains { Dato(aar: $0 + yearOfCentury, maaned: month, dag: day) != nil }
    }
}
