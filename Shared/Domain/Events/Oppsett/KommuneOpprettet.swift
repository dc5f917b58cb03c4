/// A municipality got its archive; the first event of a shard.
public struct KommuneOpprettet: RegistryEvent {
    /// The stable name.
    public static let eventType = "kommune.opprettet"

    /// The municipality.
    public var kommune: Kommune
    /// Whether the services that follow the registry have been told from the start what protects each object; nil: an earlier program made it.
    public var foelgesMedTilgang: Bool?

    /// A fact.
    public init(kommune: Kommune, foelgesMedTilgang: Bool? = nil) {
        (self.kommune, self.foelgesMedTilgang) = (kommune, foelgesMedTilgang)
    }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.sett(kommune)
        if foelgesMedTilgang == true { lager.sett(Tilgangsgjengivelse(erFerdig: true)) }
    }
}
