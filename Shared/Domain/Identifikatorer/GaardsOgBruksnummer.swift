/// A property as a class: `gaardsnummer/bruksnummer`, optionally followed by `/festenummer` and `/seksjonsnummer`.
public struct GaardsOgBruksnummer: Hashable, Sendable, CustomStringConvertible {
    /// M031, from 1.
    public let gaardsnummer: Int
    /// M032, from 1.
    public let bruksnummer: Int
    /// M033; 0 or nil when there is none.
    public let festenummer: Int?
    /// M034; 0 or nil when there is none.
    public let seksjonsnummer: Int?

    /// Nil unless `text` has that form; blanks are ignored and leading zeros dropped.
    public init?(_ text: some StringProtocol) {
        let parts = String(text.filter { $0 != " " }).split(separator: "/", omittingEmptySubsequences: false)
        guard (2...4).contains(parts.count), parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } && $0.utf8.count <= 5 })
        else {
            return nil
        }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count, numbers[0] >= 1, numbers[1] >= 1 else { return nil }
        (gaardsnummer, bruksnummer) = (numbers[0], numbers[1])
        festenummer = numbers.count > 2 ? numbers[2] : nil
        seksjonsnummer = numbers.count > 3 ? numbers[3] : nil
    }

    /// The form without leading zeros, and without trailing parts that say nothing: `12/34`, `12/34/0/5`.
    public var description: String {
        let base = "\(gaardsnummer)/\(bruksnummer)"
        let feste = festenummer ?? 0
        let seksjon = seksjonsnummer ?? 0
        if seksjon > 0 { return base + "/\(feste)/\(seksjon)" }
        return feste > 0 ? base + "/\(feste)" : base
    }
}
