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

    /// What the outside is told.
    public static var outside: Outside<KommuneOpprettet> {
        .told { event in
            PublicFact(subject: event.kommune.organisasjonsnummer.rawValue).with {
                $0.set("organisasjonsnummer", event.kommune.organisasjonsnummer.rawValue)
                $0.set("kommunenummer", event.kommune.kommunenummer)
                $0.set("navn", event.kommune.navn)
            }
        }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .kommuneOpprettet(self) }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.sett(kommune)
        if foelgesMedTilgang == true { lager.sett(Tilgangsgjengivelse(erFerdig: true)) }
    }
}
