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

    /// Everything left out.
    public init() {}
}
