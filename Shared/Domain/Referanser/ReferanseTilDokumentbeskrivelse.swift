/// Points at a document in one or more ways (M225).
public struct ReferanseTilDokumentbeskrivelse: Codable, Sendable, Hashable {
    /// By systemID.
    public var systemID: SystemID?
    /// By a business system's key.
    public var referanseEksternNoekkel: EksternNoekkel?
    /// By journalpost and number.
    public var journalpostDokumentnummer: JournalpostDokumentnummer?

    /// With what is given.
    public init(
        systemID: SystemID? = nil, referanseEksternNoekkel: EksternNoekkel? = nil,
        journalpostDokumentnummer: JournalpostDokumentnummer? = nil
    ) {
        (self.systemID, self.referanseEksternNoekkel, self.journalpostDokumentnummer) = (
            systemID, referanseEksternNoekkel, journalpostDokumentnummer
        )
    }
}
