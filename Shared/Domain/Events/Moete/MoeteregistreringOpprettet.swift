/// An item or document of a meeting was made.
public struct MoeteregistreringOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "moeteregistrering.opprettet"

    /// The item or document.
    public var moeteregistrering: Moeteregistrering

    /// A fact.
    public init(moeteregistrering: Moeteregistrering) { self.moeteregistrering = moeteregistrering }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(.moeteregistrering(moeteregistrering))
    }
}
