import Domain
import DomainTestSupport
import Testing

/// What a partner may do with what others sent.
@Suite struct PartnerrettTests {
    /// A case of barnevern's, screened or not, with a letter and a key.
    private func arkiv(skjermet: Bool) throws -> Arkivproeve {
        var arkiv = Arkivproeve()
        var sak = Meldinger.sak(tittel: "Bekymring for Lise")
        sak.mappe?.referanseEksternNoekkel = EksternNoekkel(fagsystem: "bv", noekkel: "KLIENT-1")
        if skjermet { sak.mappe?.skjerming = Meldinger.skjerming() }
        try arkiv.send(sak, av: "barnevern")
        var brev = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))
        brev.registrering?.referanseEksternNoekkel = EksternNoekkel(fagsystem: "bv", noekkel: "BREV-1")
        try arkiv.send(brev, av: "barnevern")
        return arkiv
    }

    private func feil(_ arkiv: Arkivproeve, _ melding: Arkivmelding, av partner: String = "skole", _ rett: Partnerrett? = nil) -> [Fault] {
        arkiv.feil(
            OpprettArkivmelding(
                melding: melding, avsender: .init(partner: partner, source: "/no/974650762/\(partner)", id: "9", rett: rett), format: .json)
        )
    }

    private let brev = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))

    @Test func `a partner adds to what it sent itself`() throws {
        #expect(feil(try arkiv(skjermet: true), brev, av: "barnevern") == [])
    }

    @Test func `another's screened case is not there, and another's open one is not the sender's to add to`() throws {
        #expect(feil(try arkiv(skjermet: true), brev).map(\.code) == ["not_found"])
        #expect(feil(try arkiv(skjermet: false), brev).map(\.code) == ["not_granted"])
    }

    @Test func `the answer about a screened case is that about one that does not exist`() throws {
        let missing = feil(try arkiv(skjermet: true), Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/99")))
        #expect(feil(try arkiv(skjermet: true), brev) == missing)
    }

    @Test(arguments: [
        Partnerrett(arkivdeler: ["Sakarkiv 2026"]), Partnerrett(systemer: ["barnevern"]), Partnerrett(systemer: ["bv"]),
        Partnerrett(aapne: true),
    ])
    func `what the operator granted it may add to, and never what it may not see`(rett: Partnerrett) throws {
        let open = try arkiv(skjermet: false)
        let del = try #require(open.tilstand.mappe(mappeID: "2026/1").flatMap { open.tilstand.mappevariant($0)?.mappe.referanseArkivdel })
        var rett = rett
        if !rett.arkivdeler.isEmpty { rett.arkivdeler = [del.rawValue] }
        #expect(feil(open, brev, rett) == [])
        #expect(feil(try arkiv(skjermet: true), brev, rett).map(\.code) == ["not_found"])
        rett.klarering = ["13"]
        #expect(feil(try arkiv(skjermet: true), brev, rett).map(\.code) == (rett.aapne ? ["not_granted"] : []))
    }

    @Test(arguments: [true, false])
    func `another's external key tells no number`(skjermet: Bool) throws {
        var sak = Meldinger.sak(tittel: "Gjett")
        sak.mappe?.referanseEksternNoekkel = EksternNoekkel(fagsystem: "bv", noekkel: "KLIENT-1")
        let faults = feil(try arkiv(skjermet: skjermet), sak)
        #expect(faults.map(\.code) == ["already_exists"])
        #expect(!faults.map(\.message).joined().contains("2026"))
        var post = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))
        post.registrering?.referanseEksternNoekkel = EksternNoekkel(fagsystem: "bv", noekkel: "BREV-1")
        let told = feil(try arkiv(skjermet: skjermet), post)
        #expect(told.map(\.code).contains("already_exists"))
        #expect(!told.map(\.message).joined().contains("2026/1"))
    }

    @Test func `a partner writes off no post of another's`() throws {
        var own = Meldinger.sak(tittel: "Egen")
        var arkiv = try arkiv(skjermet: false)
        own.mappe?.tittel = "Egen sak"
        try arkiv.send(own, av: "skole")
        var svar = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/2"))
        var avskrivning = Arkivmelding.Avskrivning(
            avskrivningsdato: arkiv.circumstances.today, avskrevetAv: Arkivmelding.Identifikatorer(navn: "Fremmed"),
            avskrivningsmaate: Arkivmelding.Kode(kode: "BU"))
        avskrivning.referanseAvskriverJournalpost = ReferanseTilRegistrering(registreringsID: "2026/1-1")
        svar.registrering?.korrespondansepart[0].avskrivning = [avskrivning]
        #expect(feil(arkiv, svar).map(\.code) == ["not_granted"])
    }
}
