import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// The decision on an object's fate (krav 6.1): set, changed and removed by archivists, with the reason.
struct KassasjonRoutes {
    private let desk: CommandDesk

    init(_ service: ShardService<RegistryModel>) { desk = CommandDesk(service: service) }

    /// Where each kind of object stands in the paths.
    static let places: [(path: String, slag: Kassasjonsenhet.Slag)] = [
        ("arkivdeler", .arkivdel), ("klasser", .klasse), ("saksmapper", .mappe), ("journalposter", .registrering),
        ("dokumentbeskrivelser", .dokumentbeskrivelse),
    ]
    private static let members: Set<String> = ["kassasjonsvedtak", "kassasjonshjemmel", "bevaringstid", "kassasjonsdato", "arv"]

    func add(to routes: inout ServiceRoutes) {
        for (path, slag) in Self.places {
            routes.on(.put, "/\(path)/{systemID}/kassasjon", for: CommandDesk.archivists) { request in
                let enhet = Kassasjonsenhet(slag, try CommandDesk.systemID(request))
                return try await self.desk.give(try Self.command(request, enhet), about: enhet, request)
            }
        }
    }

    private static func command(_ request: AuthorizedRequest, _ enhet: Kassasjonsenhet) throws -> EndreKassasjon {
        var form = try RequestForm(request, allowed: ["kassasjon", "begrunnelse"])
        let reason = form.text("begrunnelse")
        // Removing a decision is said, not forgotten: null, not nothing.
        if !form.has("kassasjon") { form.fault("kassasjon", "missing_member", "kassasjon is required: an object, or null to remove it") }
        let vedtak = form.object("kassasjon", allowed: members) { inner in
            let arv = inner.optionalText("arv")
            if let arv, Kassasjonsarv(rawValue: arv) == nil {
                let known = Kassasjonsarv.allCases.map(\.rawValue).joined(separator: ", ")
                inner.fault("arv", "unknown_value", "«\(arv)» is not one of \(known)")
            }
            return EndreKassasjon.Vedtak(
                kassasjonsvedtak: inner.text("kassasjonsvedtak"), kassasjonshjemmel: inner.optionalText("kassasjonshjemmel"),
                bevaringstid: inner.optionalInteger("bevaringstid"), kassasjonsdato: inner.optionalDate("kassasjonsdato"),
                arv: arv.flatMap { Kassasjonsarv(rawValue: $0) })
        }
        try form.finish()
        return EndreKassasjon(arkivenhet: enhet, kassasjon: vedtak, begrunnelse: reason)
    }
}
