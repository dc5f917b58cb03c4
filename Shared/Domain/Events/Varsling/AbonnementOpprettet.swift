/// Somebody subscribed.
public struct AbonnementOpprettet: DomainEvent {
    /// The stable name.
    public static let eventType = "abonnement.opprettet"

    /// The subscription.
    public var abonnement: Abonnement
    /// Of a webhook: what its requests are signed with, `whsec_…`.
    public var hemmelighet: String?

    /// A fact.
    public init(abonnement: Abonnement, hemmelighet: String? = nil) { (self.abonnement, self.hemmelighet) = (abonnement, hemmelighet) }
}
