/// A subscription got another name or another way of being told. What it is about never changes: that would be another feed.
public struct AbonnementEndret: DomainEvent {
    /// The stable name.
    public static let eventType = "abonnement.endret"

    /// The subscription.
    public var abonnement: SystemID
    /// Its name from now on.
    public var navn: String
    /// How its owner is told from now on.
    public var levering: Levering
    /// When.
    public var endretDato: Tidspunkt
    /// By whom.
    public var endretAv: String
    /// By whom, with their rights then, where it is sent elsewhere from now on; nil: to where it was sent before, or an earlier program's.
    public var gittMed: Leser?

    /// A fact.
    public init(
        abonnement: SystemID, navn: String, levering: Levering, endretDato: Tidspunkt, endretAv: String, gittMed: Leser? = nil
    ) {
        (self.abonnement, self.navn, self.levering) = (abonnement, navn, levering)
        (self.endretDato, self.endretAv) = (endretDato, endretAv)
        self.gittMed = gittMed
    }
}
