/// Points at a mappe in one or more ways (M210). When several are given they must point at the same one.
public struct ReferanseTilMappe: Codable, Sendable, Hashable {
    /// By systemID.
    public var systemID: SystemID?
    /// By mappeID, such as `2026/17`.
    public var mappeID: String?
    /// By case number.
    public var saksnummer: Saksnummer?
    /// By a business system's key.
    public var referanseEksternNoekkel: EksternNoekkel?

    /// With what is given.
    public init(
        systemID: SystemID? = nil, mappeID: String? = nil, saksnummer: Saksnummer? = nil, referanseEksternNoekkel: EksternNoekkel? = nil
    ) {
        (self.systemID, self.mappeID, self.saksnummer, self.referanseEksternNoekkel) = (
            systemID, mappeID, saksnummer, referanseEksternNoekkel
        )
    }
}
