/// Says the places of the next objects again, for the services that follow the registry. Given by the registry to itself, until there is nothing left.
public struct GjengiTilgang: RegistryCommand {
    /// The stable name.
    public static let commandType = "tilgang.gjengi"

    /// A wish.
    public init() {}

    /// Grants it: the reply says how far it has come.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Tilgangsgjengivelse> {
        _ = try arkiv.kravdKommune()
        let known = arkiv.tilgangsgjengivelse()
        if known.erFerdig { return Decision([], reply: known) }
        let ledd = arkiv.tilgangsledd(etter: known.til, limit: Tilgangsgjengivelse.limitPerCommit)
        let now = Tilgangsgjengivelse(til: ledd.last?.systemID ?? known.til, erFerdig: ledd.count < Tilgangsgjengivelse.limitPerCommit)
        return Decision([TilgangGjengitt(ledd: ledd, gjengivelse: now)], reply: now)
    }
}
