/// A journalpost by its case and its number there (M011, M012, M015).
public struct SaksJournalpostnummer: Codable, Sendable, Hashable {
    /// The case's year.
    public var saksaar: Int
    /// The case's running number.
    public var sakssekvensnummer: Int
    /// The post's number in the case, from 1.
    public var journalpostnummer: Int

    /// With what is required; everything else left out.
    public init(
        saksaar: Int, sakssekvensnummer: Int, journalpostnummer: Int
    ) {
        self.saksaar = saksaar
        self.sakssekvensnummer = sakssekvensnummer
        self.journalpostnummer = journalpostnummer
    }
}
