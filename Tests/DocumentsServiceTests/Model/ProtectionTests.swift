import Contracts
import Domain
import DomainTestSupport
import Testing

@testable import DocumentsService

/// Who is given a document and its file, whatever protects it and wherever that stands.
struct ProtectionTests {
    private typealias Trinn = Arkivstige.Trinn

    private let dag = Arkivstige.opprettetDato.norskDato
    private let bench: ModelBench
    private let ola = Leser(identitet: "ola", rolle: "saksbehandler", klarering: [])
    private let kari = Leser(identitet: "kari", rolle: "saksbehandler", klarering: [])
    private let klarert = Leser(identitet: "eva", rolle: "saksbehandler", klarering: ["UO"])
    private let arkivar = Leser(identitet: "arkivar", rolle: "arkivar", klarering: nil)
    private let gradert = Leser(identitet: "per", rolle: "saksbehandler", klarering: [], gradering: ["B"])
    private let begge = Leser(identitet: "liv", rolle: "saksbehandler", klarering: ["UO"], gradering: ["B"])
    private let byggsak = Leser(identitet: "byggsak-1", rolle: "partner", partner: "byggsak", klarering: [])

    init() throws { bench = try ModelBench() }

    /// What a reader is given: nil when they may not even know of the document.
    private struct Gitt {
        let fil: Bool
        let metadata: String
    }

    private func gitt(_ leser: Leser, _ dag: Dato? = nil) throws -> Gitt? {
        let dag = dag ?? self.dag
        return try bench.read { lager in
            guard let found = try lager.dokument(medObjekt: Arkivstige.objekt), let sees = Dokumentinnhold(leser, found.dokument, dag)
            else {
                return nil
            }
            let shown = [
                try DokumentJSON.objekt(found.objekt, found.fil, sees), try DokumentJSON.dokument(found.dokument, sees, dag),
                try DokumentJSON.dokument(found.dokument, sees.iListe, dag),
            ]
            return Gitt(fil: leser.visning(av: found.dokument, dag) == .hel, metadata: JSONValue.array(shown).json)
        }
    }

    private func expectOpen(_ leser: Leser, _ dag: Dato? = nil, _ place: SourceLocation = #_sourceLocation) throws {
        let given = try gitt(leser, dag)
        #expect(given?.fil == true, "\(leser.identitet)", sourceLocation: place)
        #expect(given?.metadata.contains("\(Arkivstige.hemmelig) dokument") == true, "\(leser.identitet)", sourceLocation: place)
    }

    /// Neither the file nor a word of what it is called.
    private func expectRefused(_ leser: Leser, _ dag: Dato? = nil, _ place: SourceLocation = #_sourceLocation) throws {
        let given = try #require(try gitt(leser, dag), sourceLocation: place)
        #expect(!given.fil, "\(leser.identitet)", sourceLocation: place)
        #expect(!given.metadata.contains(Arkivstige.hemmelig), "\(leser.identitet): \(given.metadata)", sourceLocation: place)
        #expect(given.metadata.contains(#""erSkjermet":true"#), sourceLocation: place)
    }

    @Test func `what nothing protects is given to everybody of the municipality, and by which provision is not told here`() throws {
        try bench.follow(Arkivstige().opprettet)
        for leser in [ola, kari, klarert, arkivar, gradert] { try expectOpen(leser) }
        #expect(try gitt(arkivar)?.metadata.contains(#""erSkjermet":false"#) == true)
    }

    @Test func `whoever may not see a document does not say which file it is`() throws {
        var stige = Arkivstige()
        stige.skjerming[.mappe] = Arkivstige.skjerming("UO")
        try bench.follow(stige.opprettet)
        func codes(_ leser: Leser?, actor: String = "x") throws -> [String] {
            let command = BeOmFilhenting(
                dokumentobjekt: Arkivstige.objekt, referanseDokumentfil: "sha256:" + String(repeating: "a", count: 64), actor: actor,
                leser: leser)
            do {
                return try bench.give(command).answer?.rejection?.faults.map(\.code) ?? []
            } catch let rejection as Rejection {
                return rejection.faults.map(\.code)
            }
        }
        #expect(try codes(ola) == ["not_cleared"])
        // As an earlier program wrote it.
        #expect(try codes(nil) == ["not_cleared"])
        #expect(try codes(nil, actor: "kari") == [])
        #expect(try codes(klarert) == [])
    }

    @Test func `who sent a missing file is told with its document, and to those who must ask for it`() throws {
        func ser(_ leser: Leser) throws -> Bool {
            try bench.read { lager in
                let fil = try #require(try lager.dokument(medObjekt: Arkivstige.objekt)).fil
                return try DokumentRoutes.serAvsender(av: fil, leser, dag, lager)
            }
        }
        let stige = Arkivstige()
        try bench.follow(stige.opprettet)
        #expect(try ser(ola))
        try bench.follow([stige.endret(.mappe, til: Arkivstige.skjerming("UO"))])
        #expect(try !ser(ola) && ser(klarert) && ser(kari))
        #expect(try ser(Leser(identitet: "o", rolle: "operator", erDrift: true, klarering: [])) && ser(byggsak))
    }

    @Test(arguments: Arkivstige.Trinn.allCases)
    func `a screening at any level keeps the document from all but the cleared, the responsible and the sender`(
        trinn: Arkivstige.Trinn
    ) throws {
        var stige = Arkivstige()
        (stige.skjerming[trinn], stige.innsendtAv) = (Arkivstige.skjerming("UO"), "byggsak")
        try bench.follow(stige.opprettet)
        for leser in [ola, gradert] { try expectRefused(leser) }
        for leser in [klarert, kari, arkivar, byggsak] { try expectOpen(leser) }
        let other = Leser(identitet: "x", rolle: "saksbehandler", klarering: ["P"])
        try expectRefused(other)
        #expect(try gitt(arkivar)?.metadata.contains("skjermingshjemmel") == false)
        #expect(try bench.replayDifferences().isEmpty)
    }

    @Test(arguments: Arkivstige.Trinn.allCases)
    func `a grading at any level keeps the document from all without its clearance, archivist, responsible and sender too`(
        trinn: Arkivstige.Trinn
    ) throws {
        var stige = Arkivstige()
        (stige.gradering[trinn], stige.innsendtAv) = (Arkivstige.gradering("B"), "byggsak")
        try bench.follow(stige.opprettet)
        for leser in [ola, klarert, kari, arkivar, byggsak] { try expectRefused(leser) }
        for leser in [gradert, begge] { try expectOpen(leser) }
        #expect(try gitt(gradert)?.metadata.contains("graderingskode") == false)
    }

    @Test(arguments: Arkivstige.Trinn.allCases)
    func `a screening that comes later counts from then on at any level, and no more when it is removed`(trinn: Arkivstige.Trinn) throws {
        let stige = Arkivstige()
        try bench.follow(stige.opprettet)
        try expectOpen(ola)
        try bench.follow([stige.endret(trinn, til: Arkivstige.skjerming("UO"))])
        try expectRefused(ola)
        for leser in [klarert, kari] { try expectOpen(leser) }
        try bench.follow([stige.endret(trinn, til: Arkivstige.skjerming("P"))])
        for leser in [ola, klarert] { try expectRefused(leser) }
        try bench.follow([stige.endret(trinn, til: nil)])
        try expectOpen(ola)
        #expect(try bench.replayDifferences().isEmpty)
    }

    @Test(arguments: [Arkivstige.Trinn.arkivdel, .overklasse, .overmappe, .dokument])
    func `a screening that has a last day opens by itself, unless somebody has to decide first`(trinn: Arkivstige.Trinn) throws {
        var stige = Arkivstige()
        let ends = Dato(daysSinceEpoch: dag.daysSinceEpoch + 10)
        stige.skjerming[trinn] = Arkivstige.skjerming("UO", til: ends)
        try bench.follow(stige.opprettet)
        try expectRefused(ola)
        try expectRefused(ola, Dato(daysSinceEpoch: ends.daysSinceEpoch - 1))
        try expectOpen(ola, ends)
        #expect(try gitt(ola, ends)?.metadata.contains(#""erSkjermet":false"#) == true)
        var reviewed = Arkivstige.skjerming("UO", til: ends)
        reviewed.skjermingOpphoererAksjon = Kode(kode: "G", kodenavn: "Gjennomgås")
        try bench.follow([stige.endret(trinn, til: reviewed)])
        try expectRefused(ola, Dato(daysSinceEpoch: ends.daysSinceEpoch + 1_000))
    }

    @Test(arguments: [
        (Arkivstige.Trinn.overmappe, Arkivstige.Trinn.dokument), (.dokument, .overmappe), (.arkivdel, .registrering), (.mappe, .mappe),
        (.klasse, .arkivdel),
    ])
    func `what is graded and screened needs both clearances: neither hides the other`(
        gradert trinn: Arkivstige.Trinn, skjermet: Arkivstige.Trinn
    ) throws {
        var stige = Arkivstige()
        stige.gradering[trinn] = Arkivstige.gradering("B")
        stige.skjerming[skjermet] = Arkivstige.skjerming("UO")
        try bench.follow(stige.opprettet)
        for leser in [ola, klarert, kari, arkivar, gradert] { try expectRefused(leser) }
        try expectOpen(begge)
        // Once the screening is over the grading is still there.
        try bench.follow([stige.endret(skjermet, til: nil)])
        for leser in [ola, klarert, kari, arkivar] { try expectRefused(leser) }
        try expectOpen(gradert)
    }

    @Test func `two restrictions of different levels need both`() throws {
        var stige = Arkivstige()
        (stige.skjerming[.overklasse], stige.skjerming[.dokument]) = (Arkivstige.skjerming("P"), Arkivstige.skjerming("UO"))
        try bench.follow(stige.opprettet)
        try expectRefused(klarert)
        try expectRefused(Leser(identitet: "x", rolle: "saksbehandler", klarering: ["P"]))
        try expectOpen(Leser(identitet: "x", rolle: "saksbehandler", klarering: ["P", "UO"]))
    }

    @Test func `a case moved to a screened arkivdel, or to a screened class, takes its documents with it`() throws {
        var elsewhere = Arkivstige()
        elsewhere.skjerming[.arkivdel] = Arkivstige.skjerming("UO")
        let (arkivdel, klasse) = (SystemID(high: 1, low: 1), SystemID(high: 1, low: 2))
        let stige = Arkivstige()
        try bench.follow(stige.opprettet)
        for id in [arkivdel, klasse] {
            let place = Tilgangsledd(systemID: id, eget: Tilgang(restriksjoner: [.init("UO")]))
            try bench.apply([TilgangFulgt(endringer: [.nytt(ledd: place)])])
        }
        let (mappe, now) = (Arkivstige.id(.mappe), Arkivstige.opprettetDato)
        try bench.follow([
            MappeFlyttetTilArkivdel(mappe: mappe, fra: Arkivstige.id(.arkivdel), til: arkivdel, endretDato: now, endretAv: "arkivar")
        ])
        try expectRefused(ola)
        try bench.follow([
            MappeFlyttetTilArkivdel(mappe: mappe, fra: arkivdel, til: Arkivstige.id(.arkivdel), endretDato: now, endretAv: "arkivar")
        ])
        try expectOpen(ola)
        try bench.follow([MappeOmklassifisert(mappe: mappe, klasse: klasse, forrige: nil, endretDato: now, endretAv: "arkivar")])
        try expectRefused(ola)
        #expect(try bench.replayDifferences().isEmpty)
    }

    @Test func `a namesake of the responsible sees nothing: only the identifier says who somebody is`() throws {
        var stige = Arkivstige()
        stige.skjerming[.mappe] = Arkivstige.skjerming("UO")
        try bench.follow(stige.opprettet)
        try expectRefused(Leser(identitet: Arkivstige.ansvarlig.navn, rolle: "saksbehandler", klarering: []))
        try expectOpen(kari)
    }

    @Test func `a partner knows only of what it sent`() throws {
        var stige = Arkivstige()
        stige.innsendtAv = "byggsak"
        let sender = Filavsender(partner: "byggsak", source: "/no/1", id: "m1")
        let sted = Meldingssted(topic: "t", partition: 0, offset: 1)
        try bench.follow(stige.opprettet + [FilerOppgitt(avsender: sender, melding: sted, dokumentobjekt: [Arkivstige.objekt])])
        try expectOpen(byggsak)
        #expect(try gitt(Leser(identitet: "annen", rolle: "partner", partner: "annen", klarering: nil)) == nil)
    }

    @Test func `a screened remark and a title with another one for the public keep the file from those not cleared for UO`() throws {
        for trinn in [Trinn.dokument, .registrering] {
            let bench = try ProtectionTests()
            var stige = Arkivstige()
            var merknad = Merknad(
                systemID: SystemID(high: 2, low: 2), merknadstekst: "Bare for oss", merknadsdato: Arkivstige.opprettetDato,
                merknadRegistrertAv: "kari")
            merknad.erSkjermet = true
            stige.merknad[trinn] = merknad
            try bench.bench.follow(stige.opprettet)
            let given = try #require(try bench.gitt(ola))
            #expect(!given.fil && !given.metadata.contains("Bare for oss") && !given.metadata.contains(".pdf"), "\(trinn)")
            #expect(try bench.gitt(klarert)?.fil == true)
        }
        var stige = Arkivstige()
        stige.offentligTittel[.registrering] = "Brev"
        try bench.follow(stige.opprettet)
        try expectRefused(ola)
        for leser in [klarert, kari] { try expectOpen(leser) }
    }

    @Test func `whoever looks after the installation is shown no document`() throws {
        try bench.follow(Arkivstige().opprettet)
        #expect(try gitt(Leser(identitet: "drift", rolle: "operator", erDrift: true, klarering: nil)) == nil)
    }

    @Test func `what the service keeps of protection says no title, no name of a party, no provision in words`() throws {
        var stige = Arkivstige()
        for trinn in Trinn.allCases { stige.skjerming[trinn] = Arkivstige.skjerming("UO") }
        let made = try bench.follow(stige.opprettet)
        let kept = try #require(made.compactMap { $0 as? TilgangFulgt }.first)
        let text = try JSONBytes.text(kept)
        #expect(kept.endringer.count == 7)
        #expect(!text.contains(Arkivstige.hemmelig) && !text.contains("Offl.") && !text.contains(Arkivstige.ansvarlig.navn))
    }
}
