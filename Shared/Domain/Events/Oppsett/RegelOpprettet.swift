/// A rule that fills in what messages leave out was registered.
public struct RegelOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "regel.opprettet"

    /// The rule.
    public var regel: Regel

    /// A fact.
    public init(regel: Regel) { self.regel = regel }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(regel)
    }
}
