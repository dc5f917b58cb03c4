import Contracts
import Domain
import SQLite
import ServiceKit
import ShardRuntime
import Testing

@testable import DocumentsService
@testable import NotificationsService
@testable import RegistryService
@testable import RetentionService

/// The stores of all four services after the facts of one archive, and everything they tell one reader.
final class Alletjenester {
    /// What was told: the text, and the object that was opened by its name.
    struct Svar {
        let sted: String
        let tekst: String
        let opened: SystemID?
    }

    private let registry: Database
    private let documents: Database
    private let retention: Database
    private let notifications: Database
    private let arkiv: Tilfeldigarkiv
    private var mapper: [SystemID] = []
    private var registreringer: [SystemID] = []
    private var dager: Set<Dato> = []

    init(_ arkiv: Tilfeldigarkiv) throws {
        self.arkiv = arkiv
        registry = try Database(path: ":memory:")
        try registry.migrate(RegistrySchema.migrations)
        documents = try Database(path: ":memory:")
        try documents.migrate(DocumentsSchema.migrations)
        retention = try Database(path: ":memory:")
        try retention.migrate(RetentionSchema.migrations)
        notifications = try Database(path: ":memory:")
        try notifications.migrate(NotificationsModel().migrations)
        let kommune = try Alletjenester.kommune()
        for (number, events) in arkiv.commits.enumerated() {
            let commit = AppliedCommit(
                kommune: kommune, sequence: UInt64(number), time: arkiv.proeve.now, cause: .init())
            for event in events {
                try RegistryProjections.apply(event, of: commit, to: registry)
                if let mappe = Mappevariant(opprettetAv: event) { mapper.append(mappe.mappe.systemID) }
                if let variant = Registreringsvariant(opprettetAv: event) {
                    registreringer.append(variant.registrering.systemID)
                    if case .journalpost(let post) = variant, let dag = post.journaldato { dager.insert(dag) }
                }
            }
            for event in Dokumentfoelging.events(av: events) { try DocumentsProjections.apply(event, of: commit, to: documents) }
            let kassasjon = Kassasjonslager(retention)
            for event in try Registerfoelging(events, kommune: kommune, kassasjon).hendelser where !(event is KommuneFulgt) {
                try kassasjon.apply(event, at: arkiv.proeve.now)
            }
            try followed(events, commit, kommune)
        }
    }

    private static func kommune() throws -> Organisasjonsnummer {
        try #require(Organisasjonsnummer("970540008"))
    }

    private func followed(_ events: [any DomainEvent], _ commit: AppliedCommit, _ kommune: Organisasjonsnummer) throws {
        if let tilgang = TilgangFulgt(av: events) { try VarslingProjections.apply(tilgang, of: commit, to: notifications) }
        var tolk = Hendelsestolk(
            .init(kommune: kommune, service: "registry", sequence: commit.sequence, tid: commit.time, traceparent: nil),
            Varslingslager(notifications), neste: try Hendelseslager(notifications).siste() + 1)
        for (place, event) in events.enumerated() {
            for told in try tolk.les(event, plass: place) { try VarslingProjections.apply(told, of: commit, to: notifications) }
        }
    }

    // MARK: - What is told

    /// Everything a reader can ask for.
    func svar(til principal: Principal, _ dag: Dato) throws -> [Svar] {
        let leser = principal.leser
        var all: [Svar] = []
        func add(_ sted: String, _ json: JSONValue?, opened: SystemID? = nil) {
            if let json { all.append(Svar(sted: sted, tekst: String(decoding: json.encoded(), as: UTF8.self), opened: opened)) }
        }
        func add(_ sted: String, _ bytes: [UInt8]?, opened: SystemID? = nil) {
            if let bytes { all.append(Svar(sted: sted, tekst: String(decoding: bytes, as: UTF8.self), opened: opened)) }
        }
        let queries = RegistryQueries(database: registry, leser: leser, dag: dag)
        for id in mapper { add("GET /saksmapper/{id}", try queries.saksmappe(id), opened: id) }
        for id in registreringer { add("GET /journalposter/{id}", try queries.registrering(id), opened: id) }
        for dato in dager { for post in try queries.journal(dato, after: nil, limit: 1_000) { add("GET /journal", post.post) } }
        for (partner, kvittering) in arkiv.kvitteringer where leser.partner == nil || leser.partner == partner {
            add("GET /receipts", ReceiptRoutes.shown(["id": "1", "data": try JSONValue(encoding: kvittering)], to: principal))
        }
        let lager = DocumentsLager(documents)
        for id in registreringer {
            for dokument in try lager.dokumenter(i: id) ?? [] {
                guard let sees = Dokumentinnhold(leser, dokument, dag) else { continue }
                add("GET /dokumentbeskrivelser/{id}", try DokumentJSON.dokument(dokument, sees, dag), opened: dokument.beskrivelse.systemID)
                add("GET /registreringer/{id}/dokumentbeskrivelser", try DokumentJSON.dokument(dokument, sees.iListe, dag))
            }
        }
        try retained(leser, dag) { add("GET /kassasjon", $0) }
        for hendelse in try Hendelseslager(notifications).candidates(nil, after: 0, limit: 10_000) {
            let visning = leser.visning(av: hendelse.tilgang, dag)
            let told = hendelse.fortalt(visning, dag)
            let filter = Abonnementsfilter(kommune: try Self.kommune())
            if leser.innblikk(i: hendelse, by: filter, dag) != .intet { add("GET /hendelser", HendelseJSON.json(told)) }
            add("server-sent events", TellableHendelse(hendelse, dag).bytes(for: leser, filter))
            let eier = Abonnementseier(slag: .person, navn: leser.identitet)
            let rett = Leveringsrett(eier: eier, gittMed: leser, naa: [leser]).vurder(hendelse, by: filter, dag)
            if rett != .stopp {
                add("webhook", HendelseCloudEvent.event(hendelse.fortalt(rett.visning, dag), kommune: try Self.kommune()).encoded())
            }
            let letter = try brev(hendelse, eier, leser).sammendrag(
                Leveringsrett(eier: eier, gittMed: leser, naa: [leser]), dag, avmelding: "https://localhost/av")
            add("e-mail", letter.map { Sammendragstekst($0) }.map { Array("\($0.emne)\n\($0.tekst)\n\($0.html)".utf8) })
        }
        return all
    }

    /// The objects that a reader is told of, or finds in a list, because they fit a filter.
    func fortaltMedFilter(_ leser: Leser, _ dag: Dato) throws -> [SystemID] {
        var found: [SystemID] = []
        let eier = Abonnementseier(slag: .person, navn: leser.identitet)
        let rett = Leveringsrett(eier: eier, gittMed: leser, naa: [leser])
        for hendelse in try Hendelseslager(notifications).candidates(nil, after: 0, limit: 10_000) {
            guard let objekt = hendelse.registrering ?? hendelse.saksmappe else { continue }
            let filter = Abonnementsfilter(kommune: try Self.kommune(), hendelsestyper: [hendelse.type])
            if !TellableHendelse(hendelse, dag).bytes(for: leser, filter).isEmpty { found.append(objekt) }
            if case .synlig = rett.vurder(hendelse, by: filter, dag) { found.append(objekt) }
            if rett.vurder(hendelse, by: filter, dag) == .skjult { found.append(objekt) }
        }
        guard leser.partner == nil, !leser.erDrift else { return found }
        let lager = Kassasjonslager(retention)
        let visning = Kassasjonsvisning(leser, dag, retention)
        var utvalg = Forfallsutvalg(innen: dag)
        utvalg.klasse = SystemID(high: 1, low: 1)
        for id in mapper + registreringer {
            guard let rad = try lager.rad(id), try visning.finnes(try Bildebygger(lager).bilde(rad), by: utvalg) else { continue }
            found.append(id)
        }
        return found
    }

    /// The letter that tells of one hendelse.
    private func brev(_ hendelse: Hendelse, _ eier: Abonnementseier, _ leser: Leser) throws -> Letter {
        let kommune = try Self.kommune()
        let id = try #require(SystemID("0192f0c1-7b8e-7000-8000-00000000000a"))
        let abonnement = Abonnement(
            systemID: id, navn: "Mine", eier: eier, opprettetAv: leser.identitet, opprettetDato: hendelse.tid,
            filter: Abonnementsfilter(kommune: kommune), levering: Levering(type: .epost, adresse: "ola@example.com"), fra: 0)
        return Letter(
            kommune: kommune, kommunenavn: "Hamar", abonnement: abonnement,
            levering: .init(
                abonnement: id, slag: .epost, gittMed: leser, deaktivert: nil, maal: Leveringsmaal(), venter: 1, sisteSammendrag: nil),
            foerste: .init(
                hendelse: hendelse.nummer, sak: "", forsoek: 0, foerste: nil, neste: hendelse.tid, lagtInn: hendelse.tid, runde: 0),
            tilOgMed: hendelse.nummer, hendelser: [hendelse], resten: [])
    }

    private func retained(_ leser: Leser, _ dag: Dato, _ add: (JSONValue) -> Void) throws {
        guard leser.partner == nil, !leser.erDrift else { return }
        let lager = Kassasjonslager(retention)
        let visning = Kassasjonsvisning(leser, dag, retention)
        let bygger = try Bildebygger(lager)
        for id in mapper + registreringer {
            guard let rad = try lager.rad(id) else { continue }
            add(try Forfallsrad(try bygger.bilde(rad), visning).json)
            if let forklaring = try Kassasjonsforklaring(id, lager) {
                add(try ForklaringJSON(forklaring: forklaring, visning: visning).json)
            }
        }
        // A hold on every party there is, which somebody else has set.
        for navn in try retention.query(
            "SELECT DISTINCT substr(noekkel, 10) FROM part WHERE noekkel LIKE 'partNavn:%'", row: { $0.text(0) })
        {
            guard let key = Partsnoekkel(.partNavn, navn) else { continue }
            add(
                try visning.liste(
                    Kassasjonssperre(
                        systemID: SystemID(high: 1, low: 1), gjelder: .part(key), begrunnelse: navn, sattDato: arkiv.proeve.now,
                        sattAv: "en annen")))
        }
    }

    /// What everybody is told of the archive's facts, but what was withdrawn afterwards; `erPublisert` is what the publishing policy lets them know.
    func offentlig() -> [(text: String, erPublisert: Bool)] {
        let told = SQLiteArkiv(registry)
        return arkiv.commits.joined().compactMap { event in
            guard let fact = (event as? any AnsweringEvent)?.publicFact else { return nil }
            let published = event as? JournalpostOffentliggjort
            if let published, told.offentliggjort(published.journalpost) != published.fortalt { return nil }
            return (String(decoding: fact.data.encoded(), as: UTF8.self), published != nil)
        }
    }

    /// Whether the public knows of a journalpost now.
    func erOffentliggjort(_ journalpost: SystemID) -> Bool { SQLiteArkiv(registry).offentliggjort(journalpost) != nil }

    /// The objects that a word finds for a reader.
    func treff(_ word: String, _ leser: Leser, _ dag: Dato) throws -> [SystemID] {
        try RegistryQueries(database: registry, leser: leser, dag: dag).sok(word, skip: 0, limit: 100).compactMap {
            try JSONReader.read($0)["systemID"]?.text.flatMap { SystemID($0) }
        }
    }

    /// What each service's store says that a reader sees of an object.
    func visninger(_ id: SystemID, _ leser: Leser, _ dag: Dato) throws -> [Visning] {
        try [registry, documents, retention, notifications].map { try Visninger(leser, dag, $0).visning(id) }
    }

    var objekter: [SystemID] { mapper + registreringer }
}
