/// A classification system was made.
public struct KlassifikasjonssystemOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "klassifikasjonssystem.opprettet"

    /// The system.
    public var klassifikasjonssystem: Klassifikasjonssystem

    /// A fact.
    public init(klassifikasjonssystem: Klassifikasjonssystem) { self.klassifikasjonssystem = klassifikasjonssystem }

    /// Nobody outside is told.
    public static var outside: Outside<KlassifikasjonssystemOpprettet> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.leggInn(klassifikasjonssystem)
    }
}
