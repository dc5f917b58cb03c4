/// A unit of the municipality was registered.
public struct AdministrativEnhetOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "administrativenhet.opprettet"

    /// The unit.
    public var administrativEnhet: AdministrativEnhet

    /// A fact.
    public init(administrativEnhet: AdministrativEnhet) { self.administrativEnhet = administrativEnhet }

    /// Nobody outside is told.
    public static var outside: Outside<AdministrativEnhetOpprettet> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(administrativEnhet)
    }
}
