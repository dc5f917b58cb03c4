/// A municipality got its archive; the first event of a shard.
public struct KommuneOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "kommune.opprettet"

    /// The municipality.
    public var kommune: Kommune

    /// A fact.
    public init(kommune: Kommune) { self.kommune = kommune }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.sett(kommune)
    }
}
