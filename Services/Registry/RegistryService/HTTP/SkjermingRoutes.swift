import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// What an object is screened by (krav 5.2.25–5.2.27): set, changed and removed by archivists, with the reason.
struct SkjermingRoutes {
    private let desk: CommandDesk

    init(_ service: ShardService<RegistryModel>) { desk = CommandDesk(service: service) }

    private static let members: Set<String> = [
        "tilgangsrestriksjon", "skjermingshjemmel", "skjermingMetadata", "skjermingOpphoererDato", "skjermingOpphoererAksjon",
    ]

    func add(to routes: inout ServiceRoutes) {
        for (path, slag) in KassasjonRoutes.places {
            routes.on(.put, "/\(path)/{systemID}/skjerming", for: CommandDesk.archivists) { request in
                let enhet = Kassasjonsenhet(slag, try CommandDesk.systemID(request))
                return try await self.desk.give(try Self.command(request, enhet), about: enhet, request)
            }
        }
    }

    private static func command(_ request: AuthorizedRequest, _ enhet: Kassasjonsenhet) throws -> EndreSkjerming {
        var form = try RequestForm(request, allowed: ["skjerming", "offentligTittel", "begrunnelse"])
        let (reason, title) = (form.text("begrunnelse"), form.optionalText("offentligTittel"))
        // Removing a screening is said, not forgotten: null, not nothing.
        if !form.has("skjerming") { form.fault("skjerming", "missing_member", "skjerming is required: an object, or null to remove it") }
        let wish = form.object("skjerming", allowed: members) { inner in
            EndreSkjerming.Oensket(
                tilgangsrestriksjon: inner.text("tilgangsrestriksjon"), skjermingshjemmel: inner.text("skjermingshjemmel"),
                skjermingMetadata: inner.texts("skjermingMetadata"), skjermingOpphoererDato: inner.optionalDate("skjermingOpphoererDato"),
                skjermingOpphoererAksjon: inner.optionalText("skjermingOpphoererAksjon"))
        }
        try form.finish()
        return EndreSkjerming(arkivenhet: enhet, skjerming: wish, offentligTittel: title, begrunnelse: reason)
    }
}
