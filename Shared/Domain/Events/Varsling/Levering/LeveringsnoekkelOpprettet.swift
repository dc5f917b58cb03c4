/// A webhook subscription got keys to sign with: its first ones, or new ones beside those it has.
public struct LeveringsnoekkelOpprettet: DomainEvent {
    /// The name in the log.
    public static let eventType = "levering.noekkel-opprettet"
    /// Whose.
    public let abonnement: SystemID
    /// The pair.
    public let noekkel: Leveringsnoekkel
    /// Until when the older pairs go on signing; nil where there are none.
    public let eldreGjelderTil: Tidspunkt?
    /// Who wanted it.
    public let av: String

    /// New keys.
    public init(abonnement: SystemID, noekkel: Leveringsnoekkel, eldreGjelderTil: Tidspunkt?, av: String) {
        (self.abonnement, self.noekkel, self.eldreGjelderTil, self.av) = (abonnement, noekkel, eldreGjelderTil, av)
    }
}
