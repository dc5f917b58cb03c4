/// A class was made: by an archivist, or on first use in a system of identifiers.
public struct KlasseOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "klasse.opprettet"

    /// The class.
    public var klasse: Klasse

    /// A fact.
    public init(klasse: Klasse) { self.klasse = klasse }

    /// Nobody outside is told.
    public static var outside: Outside<KlasseOpprettet> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .klasseOpprettet(self) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(klasse)
    }
}
