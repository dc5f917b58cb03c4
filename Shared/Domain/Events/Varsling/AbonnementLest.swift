/// The owner of a subscription has read its feed so far. Follows the owner, not the device.
public struct AbonnementLest: DomainEvent {
    /// The stable name.
    public static let eventType = "abonnement.lest"

    /// The subscription.
    public var abonnement: SystemID
    /// Everything up to this cursor is read.
    public var til: Int64
    /// Besides, these further on.
    public var enkelte: [Int64]

    /// A fact.
    public init(abonnement: SystemID, til: Int64, enkelte: [Int64]) {
        (self.abonnement, self.til, self.enkelte) = (abonnement, til, enkelte)
    }

    /// Most single entries read beyond the mark.
    public static let limitEnkelte = 500
}
