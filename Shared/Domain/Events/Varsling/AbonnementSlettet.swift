/// A subscription was ended: its feed is no more.
public struct AbonnementSlettet: DomainEvent {
    /// The stable name.
    public static let eventType = "abonnement.slettet"

    /// The subscription.
    public var abonnement: SystemID
    /// When.
    public var slettetDato: Tidspunkt
    /// By whom.
    public var slettetAv: String

    /// A fact.
    public init(abonnement: SystemID, slettetDato: Tidspunkt, slettetAv: String) {
        (self.abonnement, self.slettetDato, self.slettetAv) = (abonnement, slettetDato, slettetAv)
    }
}
