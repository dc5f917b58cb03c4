import CommitLog
import Contracts
import Domain
import DomainTestSupport
import OutsideJudges
import ShardRuntime
import Testing

@testable import RegistryService

/// What the outside is told of a commit, and what it is not.
struct PublicEventTests {
    private let id = SystemID(high: 1, low: 2)
    private let part = SystemID(high: 3, low: 4)
    private let moment = Tidspunkt(milliseconds: 1_795_365_180_000)

    private func header() throws -> CommitHeader {
        CommitHeader(
            service: "registry", kommune: try #require(Organisasjonsnummer("970540008")), epoch: 1, sequence: 42,
            previous: CommitHeader.noPrevious,
            cause: Cause(), time: moment, body: String(repeating: "0", count: 64), traceparent: nil)
    }

    private func mappe(_ skjerming: Bool = false) -> Mappe {
        var mappe = Mappe(
            systemID: id, mappeID: "2026/17", tittel: "Hemmelig tittel", opprettetDato: moment, opprettetAv: "Kari Nordmann",
            referanseArkivdel: part)
        var part = Part(systemID: part, partNavn: "Ola Nordmann")
        part.erSkjermet = true
        mappe.part = [part]
        mappe.beskrivelse = "Hemmelig beskrivelse"
        mappe.referanseEksternNoekkel = EksternNoekkel(fagsystem: "f", noekkel: "19085830948")
        if skjerming {
            mappe.skjerming = Skjerming(tilgangsrestriksjon: Kode(kode: "13", kodenavn: "Offl. § 13"), skjermingshjemmel: "Offl. § 13")
        }
        return mappe
    }

    private func sak(_ mappe: Mappe) -> Saksmappe {
        Saksmappe(
            mappe: mappe, saksaar: 2026, sakssekvensnummer: 17, saksdato: moment.dato, administrativEnhet: Aktoer(navn: "Plan og bygg"),
            saksansvarlig: Aktoer(navn: "Kari Nordmann"), saksstatus: kode)
    }

    private var kode: Kode { Kode(kode: "B", kodenavn: "Under behandling") }

    private func post(_ mappe: SystemID? = nil) -> Journalpost {
        var registrering = Registrering(
            systemID: part, opprettetDato: moment, opprettetAv: "Kari Nordmann", referanseArkivdel: part, tittel: "Hemmelig brev")
        registrering.referanseMappe = mappe ?? id
        registrering.registreringsID = "2026/17-1"
        registrering.korrespondansepart = [
            Korrespondansepart(
                systemID: id, korrespondanseparttype: kode, korrespondansepartNavn: "Ola Nordmann", erBehandlingsansvarlig: false)
        ]
        return Journalpost(
            registrering: registrering, journalaar: 2026, journalsekvensnummer: 41, journalpostnummer: 1, journalposttype: kode,
            journalstatus: kode,
            journaldato: moment.dato)
    }

    /// One event of every published type.
    private var everyPublished: [any RegistryEvent] {
        get throws {
            let moete = Moetemappe(mappe: mappe(), moetenummer: "1/26", utvalg: Aktoer(navn: "Formannskapet"), moetedato: moment.dato)
            let item = Moeteregistrering(
                registrering: post().registrering, moeteregistreringstype: kode, administrativEnhet: Aktoer(navn: "a"),
                saksbehandler: Aktoer(navn: "b"))
            let avskrivning = Avskrivning(
                systemID: id, avskrivningsdato: moment.dato, avskrevetAv: Aktoer(navn: "Kari Nordmann"), avskrivningsmaate: kode)
            return [
                KommuneOpprettet(
                    kommune: Kommune(
                        organisasjonsnummer: try #require(Organisasjonsnummer("970540008")), kommunenummer: "3403", navn: "Hamar",
                        opprettetDato: moment,
                        opprettetAv: "operator", standardregel: "standard")),
                MappeOpprettet(mappe: mappe()), SaksmappeOpprettet(saksmappe: sak(mappe())), MoetemappeOpprettet(moetemappe: moete),
                SaksstatusEndret(saksmappe: id, fra: kode, til: kode, avsluttetDato: moment, endretDato: moment, endretAv: "Kari Nordmann"),
                SaksmappeGjenaapnet(
                    saksmappe: id, fra: kode, til: kode, begrunnelse: "Hemmelig", endretDato: moment, endretAv: "Kari Nordmann"),
                RegistreringOpprettet(registrering: post().registrering), JournalpostOpprettet(journalpost: post()),
                ArkivnotatOpprettet(arkivnotat: Arkivnotat(registrering: post().registrering)),
                MoeteregistreringOpprettet(moeteregistrering: item),
                JournalstatusEndret(
                    journalpost: part, mappe: id, fra: kode, til: kode, journaldato: moment.dato, endretDato: moment,
                    endretAv: "Kari Nordmann"),
                JournalpostAvskrevet(journalpost: part, mappe: id, avskrivning: avskrivning),
                AvskrivningOpphevet(journalpost: part, mappe: id, avskrivning: id, endretDato: moment, endretAv: "Kari Nordmann"),
                JournalpostOffentliggjort(
                    post(), journaldato: moment.dato, mappeID: "2026/17",
                    Offentliggjort(offentligTittel: "Brev", mappeOffentligTittel: "Sak", erSkjermet: false), moment),
                JournalpostTrukketTilbake(part, i: id, "2026/17-1", moment),
                DokumentobjektFullfoert(
                    FilLagret(
                        dokumentobjekt: part, dokumentbeskrivelse: id, registrering: id, sjekksum: String(repeating: "a", count: 64),
                        filstoerrelse: 17, format: "fmt/95", formatDetaljer: "beskrivelse", mimeType: "application/pdf",
                        lagretDato: moment), format: kode, mappe: id),
            ]
        }
    }

    @Test func `every event of the registry says whether it is told outside, and every type that is told has its schema`() throws {
        let told = Set(RegistryEvents.all.filter { $0.isTold }.map { $0.eventType })
        let types = told.compactMap(PublicEvents.type(of:))
        #expect(Set(types) == Set(Contracts.schemaNames.filter { $0.hasPrefix("no.sakarkiv.registry.") }))
        #expect(Set(try everyPublished.map(\.eventType)) == told)
        #expect(PublicEvents.type(of: MerknadOpprettet.eventType) == nil)
        #expect(try PublicEvents.events(everyPublished, of: header()).count == types.count)
    }

    @Test func `no public event tells a person's name, a description, a reason or a sender's key`() throws {
        for event in try PublicEvents.events(everyPublished, of: header()) {
            let text = String(decoding: event.encoded(), as: UTF8.self)
            for secret in ["Nordmann", "\"beskrivelse\"", "begrunnelse", "19085830948"] {
                #expect(!text.contains(secret), "\(event.type): \(text)")
            }
        }
    }

    @Test func `but for the one that publishes, every event tells type and ids alone: no status, title, date or unit`()
        throws
    {
        let ids: Set = [
            "systemID", "registreringsID", "mappeID", "referanseMappe", "referanseForeldermappe", "referanseArkivdel", "saksaar",
            "sakssekvensnummer", "journalaar", "journalsekvensnummer", "journalpostnummer", "referanseAvskrivesAvJournalpost",
            "referanseDokumentbeskrivelse", "referanseRegistrering",
        ]
        let types: Set = ["journalposttype", "moeteregistreringstype"]
        for event in try PublicEvents.events(everyPublished + [SaksmappeOpprettet(saksmappe: sak(mappe(true)))], of: header()) {
            if event.type.hasSuffix("journalpost.offentliggjort.v1") || event.type.hasSuffix("kommune.opprettet.v1") { continue }
            #expect(Set(data(event).keys).subtracting(ids).subtracting(types).isEmpty, "\(event.type): \(data(event).keys)")
        }
    }

    @Test(arguments: [UInt64](1...4))
    func `whatever is done, no public event has a title, a name or a text that the archive keeps, but those that publish have a title`(
        seed: UInt64
    ) throws {
        var arkiv = Arkivproeve()
        var stream = Kommandostroem(seed: seed)
        var published = 0
        for _ in 0..<250 {
            let events = stream.neste(&arkiv)
            for event in try PublicEvents.events(events, of: header()) {
                let text = String(decoding: JSONValue.object(data(event)).encoded(), as: UTF8.self)
                let publishes = event.type.hasSuffix("journalpost.offentliggjort.v1")
                published += publishes ? 1 : 0
                let secrets = [
                    "Byggesak", "Bestilling", "Internt notat", "Test", "\"Møte\"", "\"Innkalling\"", "Rekvisisjon", "Offentlig\"", "*****",
                ]
                for secret in publishes ? [] : secrets { #expect(!text.contains(secret), "seed \(seed): \(text)") }
                for name in ["Anita", "Ingrid", "Ingar", "Formannskapet", "etaten", "19085830948", "Ring ", "Vurdert", "pdf\""] {
                    #expect(!text.contains(name) || text.contains("application/pdf"), "seed \(seed): \(text)")
                }
            }
        }
        #expect(published > 3, "seed \(seed)")
    }

    @Test func `ids and order are the same every time, and follow the commit`() throws {
        let published = try PublicEvents.events(everyPublished, of: header())
        #expect(published == (try PublicEvents.events(everyPublished, of: header())))
        #expect(published[1].id == "970540008-42-1")
        #expect(published.map { $0.extensions["sequence"] ?? "" } == published.map { $0.extensions["sequence"] ?? "" }.sorted())
        #expect(Set(published.map(\.id)).count == published.count)
    }

    @Test(.enabled(if: OutsideJudge.isPresent, "\(OutsideJudge.missing)"))
    func `every public event is valid by its schema`() async throws {
        var cases: [(schema: String, value: JSONValue)] = []
        for event in try PublicEvents.events(everyPublished, of: header()) {
            cases.append(("cloudevent", event.jsonValue))
            cases.append((event.type, .object(data(event))))
        }
        for (verdict, one) in zip(try await OutsideJudge.validate(cases), cases) { #expect(verdict.isEmpty, "\(one.schema): \(verdict)") }
    }

    private func data(_ event: CloudEvent) -> [String: JSONValue] {
        guard case .json(.object(let members)) = event.data else { return [:] }
        return members
    }
}
