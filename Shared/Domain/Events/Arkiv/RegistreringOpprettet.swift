/// A plain registrering was made.
public struct RegistreringOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "registrering.opprettet"

    /// The registrering.
    public var registrering: Registrering

    /// A fact.
    public init(registrering: Registrering) { self.registrering = registrering }

    /// What the outside is told.
    public static var outside: Outside<RegistreringOpprettet> {
        .told { PublicFact($0.registrering) }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .nyRegistrering(.registrering(registrering)) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(.registrering(registrering))
    }
}
