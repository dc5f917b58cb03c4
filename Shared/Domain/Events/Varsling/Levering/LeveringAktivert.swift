/// A disabled subscription is delivered to again.
public struct LeveringAktivert: DomainEvent {
    /// The name in the log.
    public static let eventType = "levering.aktivert"
    /// Whose.
    public let abonnement: SystemID
    /// Who wanted it.
    public let av: String
    /// True when what waited is left out and only what comes from now on is sent.
    public let hoppOver: Bool

    /// A subscription enabled.
    public init(abonnement: SystemID, av: String, hoppOver: Bool) {
        (self.abonnement, self.av, self.hoppOver) = (abonnement, av, hoppOver)
    }
}
