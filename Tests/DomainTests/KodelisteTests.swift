import Domain
import DomainTestSupport
import Testing

@Suite struct KodelisteTests {
    @Test func `every list is there once, and has values with different codes`() {
        #expect(
            Kodelister.standard.map(\.navn).sorted { $0.rawValue < $1.rawValue }
                == Kodelistenavn.allCases.sorted { $0.rawValue < $1.rawValue })
        for list in Kodelister.standard {
            #expect(!list.verdier.isEmpty)
            #expect(Set(list.verdier.map(\.kode)).count == list.verdier.count, "\(list.navn)")
        }
    }

    @Test func `the rules' codes are in their lists`() {
        let archive = Arkivproeve().tilstand
        func all<Code: CaseIterable & RawRepresentable>(_ type: Code.Type, _ list: Kodelistenavn) -> Bool where Code.RawValue == String {
            type.allCases.allSatisfy { archive.kodeverdi($0.rawValue, i: list) != nil }
        }
        #expect(all(Arkivdelstatuskode.self, .arkivdelstatus))
        #expect(all(Saksstatuskode.self, .saksstatus))
        #expect(all(Journalstatuskode.self, .journalstatus))
        #expect(all(Journalposttypekode.self, .journalposttype))
        #expect(all(Korrespondanseparttypekode.self, .korrespondanseparttype))
        #expect(all(Dokumentstatuskode.self, .dokumentstatus))
        #expect(all(Tilknytningskode.self, .tilknyttetRegistreringSom))
        #expect(all(Identifikatorslag.self, .klassifikasjonstype))
    }

    @Test func `a municipality's own value can be used until it is outdated`() throws {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        var melding = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))
        melding.registrering?.dokumentbeskrivelse[0].dokumenttype = Arkivmelding.Kode(kode: "TILSYNSRAPPORT")
        #expect(arkiv.feil(melding).map(\.code) == ["unknown_code"])
        try arkiv.utfoer(LeggTilKodeverdi(kodeliste: .dokumenttype, kode: "TILSYNSRAPPORT", kodenavn: "Tilsynsrapport"))
        try arkiv.send(melding)
        try arkiv.utfoer(UtdaterKodeverdi(kodeliste: .dokumenttype, kode: "TILSYNSRAPPORT"))
        #expect(arkiv.feil(melding).map(\.code) == ["outdated_code"])
        try arkiv.utfoer(LeggTilKodeverdi(kodeliste: .dokumenttype, kode: "TILSYNSRAPPORT", kodenavn: "Tilsynsrapport"))
        try arkiv.send(melding)
    }

    @Test func `a list the rules depend on takes no values`() {
        let arkiv = Arkivproeve()
        #expect(arkiv.feil(LeggTilKodeverdi(kodeliste: .journalposttype, kode: "Z", kodenavn: "Z")).map(\.code) == ["list_not_extensible"])
        #expect(
            arkiv.feil(LeggTilKodeverdi(kodeliste: .dokumenttype, kode: "KART", kodenavn: "Noe annet")).map(\.code) == ["already_exists"])
    }

    @Test func `the text of a code is accepted for the code, and both are copied`() throws {
        var arkiv = Arkivproeve()
        let melding = Meldinger.sak().saksmappe { $0.saksstatus = Arkivmelding.Kode(kode: "Under behandling") }
        let decision = try arkiv.utfoer(OpprettArkivmelding(melding, id: "1"))
        let sak = try #require(decision.events.compactMap { $0 as? SaksmappeOpprettet }.first).saksmappe
        #expect(sak.saksstatus == Kode(kode: "B", kodenavn: "Under behandling"))
    }
}

@Suite struct OpprettKommuneTests {
    @Test func `a municipality starts with an archive that takes messages`() throws {
        let archive = Arkivproeve().tilstand
        #expect(archive.kommune()?.navn == "Hamar")
        #expect(archive.regelnavn() == ["standard"])
        let arkivdel = try #require(archive.arkivdel(tittel: "Sakarkiv"))
        #expect(archive.klassifikasjonssystem(navn: "Personnummer")?.klassifikasjonstype?.kode == "PNR")
        #expect(arkivdel.referanseKlassifikasjonssystem.count == 4)
        let koder = try #require(archive.klassifikasjonssystem(navn: "KK"))
        #expect(archive.klasse("2", i: koder.systemID)?.kassasjon?.kassasjonsvedtak.kode == "K")
        #expect(archive.klasse("L", i: koder.systemID)?.kassasjon?.kassasjonsvedtak.kode == "B")
    }

    @Test func `it is set up once, and not as another one`() throws {
        var arkiv = Arkivproeve()
        #expect(try arkiv.utfoer(OpprettKommune(organisasjonsnummer: hamar, kommunenummer: "3403", navn: "Hamar")).events.isEmpty)
        #expect(
            arkiv.feil(OpprettKommune(organisasjonsnummer: hamar, kommunenummer: "3412", navn: "Løten")).map(\.code) == ["already_exists"])
    }

    @Test func `what it is called must be said`() {
        let circumstances = Circumstances(now: Tidspunkt(milliseconds: 0), actor: "x") { SystemID(high: 1, low: 1) }
        do throws(Rejection) {
            _ = try OpprettKommune(organisasjonsnummer: hamar, kommunenummer: "34", navn: "").decide(Arkivtilstand(), circumstances)
            Issue.record("granted")
        } catch {
            #expect(error.faults.map(\.pointer) == ["/kommunenummer", "/navn"])
        }
    }
}
