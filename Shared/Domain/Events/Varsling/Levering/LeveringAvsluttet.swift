/// The holder of an e-mail address wants no more of a subscription. Its confirmation is gone; they must give it anew before anything is sent.
public struct LeveringAvsluttet: DomainEvent {
    /// The name in the log.
    public static let eventType = "levering.avsluttet"
    /// Whose.
    public let abonnement: SystemID
    /// The address.
    public let adresse: String

    /// E-mail ended.
    public init(abonnement: SystemID, adresse: String) { (self.abonnement, self.adresse) = (abonnement, adresse) }
}
