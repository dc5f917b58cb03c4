/// A calendar day (xs:date), without time zone: `2026-11-22`.
public struct Dato: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// The year, 1–9999.
    public let aar: Int
    /// The month, 1–12.
    public let maaned: Int
    /// The day of the month, 1–31.
    public let dag: Int

    /// Nil unless such a day exists.
    public init?(aar: Int, maaned: Int, dag: Int) {
        guard (1...9999).contains(aar), (1...12).contains(maaned), dag >= 1, dag <= Dato.days(in: maaned, of: aar) else { return nil }
        (self.aar, self.maaned, self.dag) = (aar, maaned, dag)
    }

    /// Reads `yyyy-mm-dd`; a trailing `Z` or `±hh:mm` is allowed and ignored, as xs:date may carry one. Nil for anything else.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10 || (bytes.count == 11 && bytes[10] == UInt8(ascii: "Z")) || Dato.hasOffset(bytes),
            bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let aar = Dato.number(bytes[0..<4]), let maaned = Dato.number(bytes[5..<7]), let dag = Dato.number(bytes[8..<10])
        else { return nil }
        self.init(aar: aar, maaned: maaned, dag: dag)
    }

    /// The day so many days after 1970-01-01 (proleptic Gregorian calendar).
    public init(daysSinceEpoch: Int) {
        // Days to civil date, in eras of 400 years that start on 1 March.
        let shifted = daysSinceEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        dag = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        maaned = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        aar = yearOfEra + era * 400 + (maaned <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01; negative before.
    public var daysSinceEpoch: Int {
        let year = maaned <= 2 ? aar - 1 : aar
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (maaned > 2 ? maaned - 3 : maaned + 9) + 2) / 5 + dag - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The same day so many years later; 29 February becomes 28 February where the year has none.
    public func adding(aar years: Int) -> Dato? {
        Dato(aar: aar + years, maaned: maaned, dag: min(dag, Dato.days(in: maaned, of: aar + years)))
    }

    /// The day so many days later.
    public func adding(dager: Int) -> Dato { Dato(daysSinceEpoch: daysSinceEpoch + dager) }

    /// The text form.
    public var description: String {
        let year = String(aar)
        let month = maaned < 10 ? "0\(maaned)" : "\(maaned)"
        let day = dag < 10 ? "0\(dag)" : "\(dag)"
        return String(repeating: "0", count: 4 - year.utf8.count) + "\(year)-\(month)-\(day)"
    }

    /// Reads `yyyy-mm-dd`.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Dato(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "«\(text)» is not a date (yyyy-mm-dd)"))
        }
        self = value
    }

    /// Writes `yyyy-mm-dd`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// By value.
    public static func < (left: Self, right: Self) -> Bool {
        (left.aar, left.maaned, left.dag) < (right.aar, right.maaned, right.dag)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }

    private static func hasOffset(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 16, bytes[10] == UInt8(ascii: "+") || bytes[10] == UInt8(ascii: "-"), bytes[13] == UInt8(ascii: ":") else {
            return false
        }
        return number(bytes[11..<13]) != nil && number(bytes[14..<16]) != nil
    }
}
