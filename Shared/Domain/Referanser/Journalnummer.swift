/// A journalpost's number in the journal: year and running number (M013, M014).
public struct Journalnummer: Codable, Sendable, Hashable {
    /// The year.
    public var journalaar: Int
    /// The running number in the year, from 1.
    public var journalsekvensnummer: Int

    /// With what is required; everything else left out.
    public init(
        journalaar: Int, journalsekvensnummer: Int
    ) {
        (self.journalaar, self.journalsekvensnummer) = (journalaar, journalsekvensnummer)
    }
}
