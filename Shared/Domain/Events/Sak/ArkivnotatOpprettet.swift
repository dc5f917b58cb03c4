/// An arkivnotat was made.
public struct ArkivnotatOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "arkivnotat.opprettet"

    /// The arkivnotat.
    public var arkivnotat: Arkivnotat

    /// A fact.
    public init(arkivnotat: Arkivnotat) { self.arkivnotat = arkivnotat }

    /// What the outside is told.
    public static var outside: Outside<ArkivnotatOpprettet> {
        .told { PublicFact($0.arkivnotat.registrering) }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .nyRegistrering(.arkivnotat(arkivnotat)) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(.arkivnotat(arkivnotat))
    }
}
