/// A document by its journalpost and its number there.
public struct JournalpostDokumentnummer: Codable, Sendable, Hashable {
    /// The journalpost.
    public var referanseTilJournalpost: ReferanseTilRegistrering
    /// The document's number in it.
    public var dokumentnummer: Int

    /// With what is required; everything else left out.
    public init(
        referanseTilJournalpost: ReferanseTilRegistrering, dokumentnummer: Int
    ) {
        (self.referanseTilJournalpost, self.dokumentnummer) = (referanseTilJournalpost, dokumentnummer)
    }
}
