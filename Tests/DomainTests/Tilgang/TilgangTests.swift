import Domain
import DomainTestSupport
import Testing

/// What protects an object: everything that stands on it and on all it lies in.
@Suite struct TilgangTests {
    private let dag = Dato(daysSinceEpoch: 20_600)
    private let uklarert = Leser(identitet: "ola", rolle: "saksbehandler", klarering: [])

    /// A case, a mappe in it, a journalpost cannot lie in: a case in the case, with a letter.
    private func dypt(_ oeverst: (inout Arkivmelding.Mappe) -> Void, _ midten: (inout Arkivmelding.Mappe) -> Void = { _ in }) throws
        -> (arkiv: Arkivproeve, mapper: [SystemID], post: SystemID)
    {
        var arkiv = Arkivproeve()
        var outer = Meldinger.sak(tittel: "Ytterst")
        if var mappe = outer.mappe {
            oeverst(&mappe)
            outer.mappe = mappe
        }
        try arkiv.send(outer)
        var inner = Meldinger.sak(tittel: "Innenfor")
        inner.mappe?.referanseForeldermappe = ReferanseTilMappe(mappeID: "2026/1")
        if var mappe = inner.mappe {
            midten(&mappe)
            inner.mappe = mappe
        }
        let rett = Partnerrett(gradering: ["B"])
        try arkiv.send(inner, av: "byggsak", rett)
        try arkiv.send(Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/2")), av: "byggsak", rett)
        let mapper = try ["2026/1", "2026/2"].map { try #require(arkiv.tilstand.mappe(mappeID: $0)) }
        return (arkiv, mapper, try #require(arkiv.tilstand.registrering(registreringsID: "2026/2-1")))
    }

    @Test func `a screening two levels up protects the letter`() throws {
        let (arkiv, mapper, post) = try dypt { $0.skjerming = Meldinger.skjerming() }
        for id in mapper + [post] { #expect(uklarert.visning(av: arkiv.tilstand.tilgang(id), dag) == .skjermet) }
    }

    @Test func `a grading two levels up protects the letter, whatever title for the public stands between`() throws {
        let (arkiv, _, post) = try dypt(
            {
                $0.gradering = Arkivmelding.Gradering(
                    grad: Arkivmelding.Kode(kode: "B"), graderingsdato: Tidspunkt(milliseconds: 0), gradertAv: "Kari")
            }, { $0.offentligTittel = "Åpen tittel" })
        #expect(arkiv.tilstand.tilgang(post)?.grader == ["B"])
    }

    @Test func `restrictions of all levels add up`() throws {
        let (arkiv, _, post) = try dypt(
            { $0.skjerming = Meldinger.skjerming() },
            {
                $0.skjerming = Meldinger.skjerming()
                $0.skjerming?.tilgangsrestriksjon = Arkivmelding.Kode(kode: "26")
            })
        #expect(arkiv.tilstand.tilgang(post)?.restriksjoner.map(\.kode) == ["13", "26"])
    }

    private func skjerm(_ enhet: Kassasjonsenhet, _ kode: String? = "13", tittel: String? = nil) -> EndreSkjerming {
        EndreSkjerming(
            arkivenhet: enhet, skjerming: kode.map { .init(tilgangsrestriksjon: $0, skjermingshjemmel: "Offl. § \($0)") },
            offentligTittel: tittel, begrunnelse: "Vurdert på nytt")
    }

    @Test func `an object screened afterwards protects what lies in it, at every level, until the screening is removed`() throws {
        let (start, mapper, post) = try dypt { _ in }
        let mappe = try #require(start.tilstand.mappevariant(mapper[0])?.mappe)
        let dokument = try #require(start.tilstand.registreringsvariant(post)?.registrering.dokumentbeskrivelse.first?.systemID)
        let levels: [Kassasjonsenhet] = [
            .arkivdel(mappe.referanseArkivdel), .klasse(try #require(mappe.referanseKlasse)), .mappe(mapper[0]), .mappe(mapper[1]),
            .registrering(post),
        ]
        for level in levels {
            var arkiv = start
            try arkiv.utfoer(skjerm(level))
            #expect(arkiv.tilstand.tilgang(post)?.restriksjoner.map(\.kode) == ["13"], "\(level.slag)")
            #expect(arkiv.tilstand.tilgang(.dokumentbeskrivelse(dokument)) == arkiv.tilstand.tilgang(post), "\(level.slag)")
            try arkiv.utfoer(skjerm(level, nil, tittel: level.slag == .registrering ? "Bestilling av oppmåling" : nil))
            #expect(arkiv.tilstand.tilgang(post)?.restriksjoner ?? [] == [], "\(level.slag)")
        }
        var arkiv = start
        try arkiv.utfoer(skjerm(.dokumentbeskrivelse(dokument)))
        #expect(arkiv.tilstand.tilgang(post) == nil)
        #expect(arkiv.tilstand.tilgang(.dokumentbeskrivelse(dokument))?.restriksjoner.map(\.kode) == ["13"])
    }

    @Test func `who is responsible for the case sees what lies in it by identity, and no namesake does`() throws {
        var (arkiv, mapper, post) = try dypt { $0.skjerming = Meldinger.skjerming() }
        #expect(arkiv.tilstand.tilgang(post)?.personer == [])
        var sak = Meldinger.sak(tittel: "Med ansvarlig")
        sak.mappe?.skjerming = Meldinger.skjerming()
        sak = sak.saksmappe { $0.saksansvarlig = Arkivmelding.Identifikatorer(navn: "Kari Nordmann", identifikator: "kari") }
        try arkiv.send(sak)
        try arkiv.send(Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/3")))
        mapper = [try #require(arkiv.tilstand.mappe(mappeID: "2026/3"))]
        post = try #require(arkiv.tilstand.registrering(registreringsID: "2026/3-1"))
        for id in mapper + [post] {
            let tilgang = arkiv.tilstand.tilgang(id)
            #expect(Leser(identitet: "kari", rolle: "saksbehandler", klarering: []).visning(av: tilgang, dag) == .hel)
            #expect(Leser(identitet: "Kari Nordmann", rolle: "saksbehandler", klarering: []).visning(av: tilgang, dag) == .skjermet)
        }
    }

    @Test func `faults of a screening are all named with their place`() throws {
        let (arkiv, mapper, _) = try dypt { _ in }
        let command = EndreSkjerming(
            arkivenhet: .mappe(mapper[0]),
            skjerming: .init(tilgangsrestriksjon: "finnes-ikke", skjermingshjemmel: " ", skjermingMetadata: ["ZZ"]), begrunnelse: "")
        #expect(
            Set(arkiv.feil(command).map(\.pointer)) == [
                "/begrunnelse", "/skjerming/skjermingshjemmel", "/skjerming/skjermingMetadata/0", "/skjerming/tilgangsrestriksjon",
            ])
        let nobody = try #require(SystemID("00000000-0000-4000-8000-000000000000"))
        #expect(arkiv.feil(skjerm(.mappe(nobody))).map(\.code) == ["not_found"])
        #expect(
            arkiv.feil(skjerm(.arkivdel(try #require(arkiv.tilstand.mappevariant(mapper[0])).mappe.referanseArkivdel), tittel: "x")).map(
                \.pointer) == ["/offentligTittel"])
    }

    @Test func `what is screened afterwards without a title for the public gets one that shows nothing`() throws {
        var (arkiv, mapper, _) = try dypt { _ in }
        try arkiv.utfoer(skjerm(.mappe(mapper[1])))
        #expect(arkiv.tilstand.mappevariant(mapper[1])?.mappe.offentligTittel == "*****")
        #expect(try arkiv.utfoer(skjerm(.mappe(mapper[1]))).events.isEmpty, "a repeat changes nothing")
    }
}
