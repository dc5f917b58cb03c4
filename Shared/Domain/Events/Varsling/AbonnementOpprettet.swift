/// Somebody subscribed.
public struct AbonnementOpprettet: DomainEvent {
    /// The stable name.
    public static let eventType = "abonnement.opprettet"

    /// The subscription.
    public var abonnement: Abonnement
    /// Of a webhook: what its requests are signed with, sealed.
    public var noekkel: Leveringsnoekkel?
    /// Who made it, with the rights they had then: nothing is sent that they might not see then, or may not see now.
    public var gittMed: Leser?

    /// A fact.
    public init(abonnement: Abonnement, noekkel: Leveringsnoekkel? = nil, gittMed: Leser? = nil) {
        (self.abonnement, self.noekkel, self.gittMed) = (abonnement, noekkel, gittMed)
    }
}
