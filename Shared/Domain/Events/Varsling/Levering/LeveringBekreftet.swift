/// The holder of an e-mail address has followed the link: digests of the subscription may be sent to it.
public struct LeveringBekreftet: DomainEvent {
    /// The name in the log.
    public static let eventType = "levering.bekreftet"
    /// Whose.
    public let abonnement: SystemID
    /// The address.
    public let adresse: String

    /// An address confirmed.
    public init(abonnement: SystemID, adresse: String) { (self.abonnement, self.adresse) = (abonnement, adresse) }
}
