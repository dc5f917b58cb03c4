/// A rule that fills in what messages leave out was registered.
public struct RegelOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "regel.opprettet"

    /// The rule.
    public var regel: Regel

    /// A fact.
    public init(regel: Regel) { self.regel = regel }

    /// Nobody outside is told.
    public static var outside: Outside<RegelOpprettet> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(regel)
    }
}
