/// An item or document of a meeting was made.
public struct MoeteregistreringOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "moeteregistrering.opprettet"

    /// The item or document.
    public var moeteregistrering: Moeteregistrering

    /// A fact.
    public init(moeteregistrering: Moeteregistrering) { self.moeteregistrering = moeteregistrering }

    /// What the outside is told.
    public static var outside: Outside<MoeteregistreringOpprettet> {
        .told { event in
            PublicFact(event.moeteregistrering.registrering).with {
                $0.set("moeteregistreringstype", event.moeteregistrering.moeteregistreringstype)
            }
        }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .nyRegistrering(.moeteregistrering(moeteregistrering)) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(.moeteregistrering(moeteregistrering))
    }
}
