/// Points at a registrering in one or more ways (M212, M227). When several are given they must point at the same one.
public struct ReferanseTilRegistrering: Codable, Sendable, Hashable {
    /// By systemID.
    public var systemID: SystemID?
    /// By registreringsID, such as `2026/17-3`.
    public var registreringsID: String?
    /// By journal number.
    public var journalnummer: Journalnummer?
    /// By case number and post number.
    public var saksJournalpostnummer: SaksJournalpostnummer?
    /// By a business system's key.
    public var referanseEksternNoekkel: EksternNoekkel?

    /// With what is given.
    public init(
        systemID: SystemID? = nil, registreringsID: String? = nil, journalnummer: Journalnummer? = nil,
        saksJournalpostnummer: SaksJournalpostnummer? = nil, referanseEksternNoekkel: EksternNoekkel? = nil
    ) {
        (self.systemID, self.registreringsID, self.journalnummer, self.saksJournalpostnummer, self.referanseEksternNoekkel) = (
            systemID, registreringsID, journalnummer, saksJournalpostnummer, referanseEksternNoekkel
        )
    }
}
