/// The registry has said again where objects lie and what stands on them: what earlier programs did not tell the services that follow it.
public struct TilgangGjengitt: RegistryEvent {
    /// The stable name.
    public static let eventType = "tilgang.gjengitt"

    /// The objects, in the order of their systemIDs.
    public var ledd: [Tilgangsledd]
    /// How far it has come.
    public var gjengivelse: Tilgangsgjengivelse

    /// A fact.
    public init(ledd: [Tilgangsledd], gjengivelse: Tilgangsgjengivelse) { (self.ledd, self.gjengivelse) = (ledd, gjengivelse) }

    /// Nobody outside is told.
    public static var outside: Outside<TilgangGjengitt> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .tilgangGjengitt(self) }

    /// Notes how far it has come.
    public func apply(to lager: inout some Arkivlager) { lager.sett(gjengivelse) }
}
