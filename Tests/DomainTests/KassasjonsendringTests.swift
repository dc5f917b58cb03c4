import Domain
import DomainTestSupport
import Testing

@Suite struct KassasjonsendringTests {
    private let sak = ReferanseTilMappe(mappeID: "2026/1")

    /// A case with a letter in it, and its objects.
    private func arkiv() throws -> (Arkivproeve, [Kassasjonsenhet]) {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        try arkiv.send(Meldinger.brev(i: sak))
        let mappe = try #require(arkiv.tilstand.mappe(mappeID: "2026/1"))
        let post = try #require(arkiv.tilstand.registrering(registreringsID: "2026/1-1"))
        let dokument = try #require(arkiv.tilstand.registreringsvariant(post)).registrering.dokumentbeskrivelse[0]
        let system = try #require(arkiv.tilstand.klassifikasjonssystem(navn: "KK"))
        let klasse = try #require(arkiv.tilstand.klasse("0", i: system.systemID))
        let arkivdel = try #require(arkiv.tilstand.mappe(mappe)).arkivdel
        return (
            arkiv,
            [
                .arkivdel(arkivdel), .klasse(klasse.systemID), .mappe(mappe), .registrering(post), .dokumentbeskrivelse(dokument.systemID),
            ]
        )
    }

    private func wish(_ enhet: Kassasjonsenhet, _ vedtak: EndreKassasjon.Vedtak?, _ reason: String = "Ny plan") -> EndreKassasjon {
        EndreKassasjon(arkivenhet: enhet, kassasjon: vedtak, begrunnelse: reason)
    }

    @Test func `a decision is set on every kind of object, changed and removed, each with what was there before`() throws {
        var (arkiv, enheter) = try arkiv()
        for enhet in enheter {
            let before = arkiv.tilstand.kassasjon(paa: enhet)
            let set = wish(enhet, .init(kassasjonsvedtak: "K", kassasjonshjemmel: "Arkivlova § 9", bevaringstid: 7))
            let event = try #require(try arkiv.utfoer(set).events.first as? KassasjonEndret)
            #expect(event.forrige == before)
            #expect(event.begrunnelse == "Ny plan")
            #expect(arkiv.tilstand.kassasjon(paa: enhet)?.bevaringstid == 7)
            #expect(try arkiv.utfoer(set).events.isEmpty)
            let removal = try arkiv.utfoer(wish(enhet, nil)).events.first as? KassasjonEndret
            #expect(removal?.forrige?.kassasjonsvedtak.kode == "K")
            #expect(arkiv.tilstand.kassasjon(paa: enhet) == nil)
            #expect(try arkiv.utfoer(wish(enhet, nil)).events.isEmpty)
        }
    }

    @Test func `a decision that says too little, too much or nothing known is refused with every reason`() throws {
        let (arkiv, enheter) = try arkiv()
        func codes(_ enhet: Kassasjonsenhet, _ vedtak: EndreKassasjon.Vedtak, _ reason: String = "x") -> [String] {
            arkiv.feil(wish(enhet, vedtak, reason)).map { "\($0.pointer) \($0.code)" }
        }
        let mappe = enheter[2]
        #expect(codes(mappe, .init(kassasjonsvedtak: "K")) == ["/kassasjon/bevaringstid missing_member"])
        #expect(codes(mappe, .init(kassasjonsvedtak: "K", kassasjonsdato: Dato("2040-01-01"))) == [])
        #expect(codes(mappe, .init(kassasjonsvedtak: "Q")) == ["/kassasjon/kassasjonsvedtak unknown_code"])
        #expect(codes(mappe, .init(kassasjonsvedtak: "U")) == ["/kassasjon/kassasjonsvedtak status_not_allowed"])
        #expect(
            codes(mappe, .init(kassasjonsvedtak: "B", bevaringstid: -1, arv: .mappe), " ") == [
                "/begrunnelse missing_member", "/kassasjon/bevaringstid invalid_value", "/kassasjon/arv invalid_value",
            ])
        #expect(codes(enheter[1], .init(kassasjonsvedtak: "B", arv: .ingen)) == [])
        let nobody = SystemID(high: 1, low: 1)
        #expect(codes(.klasse(nobody), .init(kassasjonsvedtak: "B")) == ["/arkivenhet not_found"])
    }

    @Test func `a mappe goes under another open leaf, closed or not, and nowhere else`() throws {
        var (arkiv, _) = try arkiv()
        let system = try #require(arkiv.tilstand.klassifikasjonssystem(navn: "KK"))
        let mappe = try #require(arkiv.tilstand.mappe(mappeID: "2026/1"))
        func wish(_ id: String, _ reason: String = "feil klasse") -> OmklassifiserMappe {
            OmklassifiserMappe(mappe: sak, klasseID: id, begrunnelse: reason)
        }
        try arkiv.utfoer(OpprettKlasse(klassifikasjonssystem: "KK", klasseID: "L99", tittel: "Under L", overordnetKlasse: "L"))
        try arkiv.utfoer(OpprettKlasse(klassifikasjonssystem: "KK", klasseID: "L98", tittel: "Stengt", overordnetKlasse: "L"))
        let closed = try #require(arkiv.tilstand.klasse("L98", i: system.systemID))
        try arkiv.utfoer(AvsluttKlasse(klasse: closed.systemID))
        #expect(arkiv.feil(wish("XX")).map(\.code) == ["not_found"])
        #expect(arkiv.feil(wish("L")).map(\.code) == ["klasse_not_leaf"])
        #expect(arkiv.feil(wish("L98", "")).map(\.code) == ["missing_member", "klasse_closed"])
        let before = arkiv.tilstand.mappe(mappe)?.klasse
        let event = try #require(try arkiv.utfoer(wish("L99")).events.first as? MappeOmklassifisert)
        #expect(event.forrige == before)
        let after = try #require(arkiv.tilstand.klasse("L99", i: system.systemID)).systemID
        #expect(arkiv.tilstand.mappe(mappe)?.klasse == after)
        #expect(arkiv.tilstand.innhold(klasse: after) == .mapper)
        #expect(try arkiv.utfoer(wish("L99")).events.isEmpty)
    }
}
