import Contracts
import Domain
import Testing

@testable import NotificationsService

/// What is sent, waits and was tried for a subscription whose filter would tell of what may not be seen.
struct NarrowDeliveryTests {
    private let proeve: Leveringsproeve
    private let cleared = Leser(identitet: "kari", rolle: "saksbehandler", klarering: ["13"])
    private let webhook = Levering(type: .webhook, url: "https://example.no/")
    private let screened = Tilgang(restriksjoner: [.init("13")])

    init() throws { proeve = try Leveringsproeve() }

    /// A case is made, protected so. Returns its number.
    @discardableResult
    private func sak(_ tilgang: Tilgang = Tilgang()) throws -> Int64 {
        let sak = proeve.nextID()
        try proeve.protect(sak, tilgang)
        return try proeve.happens(in: sak) { $0.tittel = "Sak" }
    }

    private func reader(_ leser: Leser) -> Feed.Reader { Feed.Reader(leser: leser, dag: proeve.now.norskDato) }

    @Test func `a filter is no way around the rule: what it would tell of is not sent, not even as a marker`() throws {
        let rett = Leveringsrett(eier: Abonnementseier(slag: .person, navn: "kari"), gittMed: .kari, naa: [.kari])
        let hendelse = try #require(try Hendelseslager(proeve.database).finn(try sak(screened)))
        let open = try #require(try Hendelseslager(proeve.database).finn(try sak()))
        let (all, narrow) = (
            Abonnementsfilter(kommune: proeve.kommune),
            Abonnementsfilter(kommune: proeve.kommune, hendelsestyper: [.saksmappeOpprettet])
        )
        let dag = proeve.now.norskDato
        #expect(rett.vurder(hendelse, by: narrow, dag) == .fortiet)
        #expect(rett.vurder(hendelse, by: all, dag) == .skjult)
        #expect(rett.vurder(open, by: narrow, dag) == .synlig(.hel))
        let own = Leveringsrett(eier: Abonnementseier(slag: .person, navn: "kari"), gittMed: cleared, naa: [cleared])
        #expect(own.vurder(hendelse, by: narrow, dag) == .synlig(.hel))
    }

    @Test func `neither how many wait nor the log of what was tried tells of it`() throws {
        let id = try proeve.subscribe(webhook, [.saksmappeOpprettet])
        let hidden = try sak(screened)
        proeve.advance(seconds: 60)
        let shown = try sak()
        let (abonnement, levering) = (try proeve.abonnement(id), try #require(try proeve.lager.finn(id)))
        let koe = try Leveringskoe(levering, abonnement, proeve.database, reader(.kari))
        #expect(koe.antall == 1 && koe.eldste == proeve.now)
        #expect(try Leveringskoe(levering, abonnement, proeve.database, reader(cleared)).antall == 2)
        let answer = try proeve.give(AktiverLevering.commandType, AktiverLevering(aktoer: .kari, abonnement: id, hoppOver: false))
        #expect(answer.answer?.body?["venter"] == 1)
        let again = try proeve.give(GjentaLevering.commandType, GjentaLevering(aktoer: .kari, abonnement: id, fra: 1, til: nil))
        #expect(again.answer?.body?["antall"] == 1)
        let one = #expect(throws: Leveringsproeve.Refused.self) {
            try proeve.give(GjentaLevering.commandType, GjentaLevering(aktoer: .kari, abonnement: id, fra: hidden, til: hidden))
        }
        #expect(one?.rejection.faults.map(\.code) == ["not_found"])
        // The worker leaves it out, and goes on with the next.
        let out = RegistrerForsoek.Utfoert(
            abonnement: id, hendelse: hidden, nummer: 1, runde: 2, begynt: proeve.now, ferdig: proeve.now, utfall: .fortiet, tilfeldig: 0)
        try proeve.give(RegistrerForsoek.commandType, RegistrerForsoek(utfoert: [out]))
        try proeve.tell(id, shown, 1, 204, runde: 2)
        #expect(try proeve.lager.finn(id)?.venter == 0)
        let logg = Leveringslogg(proeve.database)
        let told = try logg.side(abonnement, to: reader(.kari), foer: nil, hendelse: nil, limit: 1)
        #expect(told.map(\.forsoek.hendelse) == [shown])
        #expect(try logg.side(abonnement, to: reader(.kari), foer: told[0].plass, hendelse: nil, limit: 10).isEmpty)
        #expect(try logg.side(abonnement, to: reader(.kari), foer: nil, hendelse: hidden, limit: 10).isEmpty)
        #expect(try logg.side(abonnement, to: reader(cleared), foer: nil, hendelse: nil, limit: 10).count == 2)
    }

    @Test func `an e-mail says how many more there are of what it may tell, and is named by that alone`() throws {
        let levering = Levering(type: .epost, adresse: "kari@example.com", plan: Sammendragsplan(intervall: .straks), maalform: .bokmaal)
        let id = try proeve.subscribe(levering, [.saksmappeOpprettet])
        let link = EmailLink(
            .confirm, kommune: proeve.kommune, abonnement: id, adresse: "kari@example.com", runde: 0, maalform: .bokmaal, expires: nil)
        try proeve.give(BekreftLevering.commandType, BekreftLevering(link))
        try sak(screened)
        for _ in 1..<Sammendrag.flestLinjer { try sak() }
        try sak(screened)
        try sak()
        proeve.advance(seconds: 60)
        let due = try Letter.due(proeve.kommune, in: proeve.database, now: proeve.now, limit: 1, domains: .reserved)
        let letter = try #require(due.first)
        let (rett, dag) = (Leveringsrett(eier: letter.abonnement.eier, gittMed: .kari, naa: [.kari]), proeve.now.norskDato)
        let said = try #require(letter.sammendrag(rett, dag, avmelding: "https://sakarkiv.example.no/x"))
        #expect(said.linjer.count == Sammendrag.flestLinjer - 1 && said.flere == 1)
        #expect(letter.messageID(rett, dag, domain: "x.no").hasSuffix("\(id)-2-\(Sammendrag.flestLinjer)@x.no"))
    }

    @Test func `whoever has a role's subscription sent elsewhere gets what they may see themselves`() throws {
        let role = Abonnementseier(slag: .rolle, navn: "arkivar")
        let eva = Leser(identitet: "eva", rolle: "arkivar", klarering: nil)
        let per = Leser(identitet: "per", rolle: "arkivar", klarering: [])
        let id = try proeve.subscribe(webhook, as: eva, eier: role)
        try proeve.give(
            EndreAbonnement.commandType, EndreAbonnement(aktoer: per, abonnement: id, navn: "Nytt navn", levering: nil))
        #expect(try proeve.lager.finn(id)?.gittMed == eva)
        let elsewhere = Levering(type: .webhook, url: "https://per.example.no/")
        try proeve.give(EndreAbonnement.commandType, EndreAbonnement(aktoer: per, abonnement: id, navn: nil, levering: elsewhere))
        #expect(try proeve.lager.finn(id)?.gittMed == per)
        #expect(try proeve.replayed().query("SELECT gittMed FROM levering") { $0.text(0) }.first?.contains("per") == true)
    }

    @Test func `that a subscription is disabled is told to its owner, and to nobody who is cleared for everything`() throws {
        let id = try proeve.subscribe(webhook)
        try proeve.happens(in: nil)
        try proeve.tell(id, 1, 1, 410)
        let varsel = try #require(try Hendelseslager(proeve.database).finn(2))
        let eva = Leser(identitet: "eva", rolle: "arkivar", klarering: nil, gradering: ["SH", "SF"])
        let dag = proeve.now.norskDato
        let all = Abonnementsfilter(kommune: proeve.kommune)
        #expect(varsel.abonnement == id && Leser.kari.innblikk(i: varsel, by: all, dag) == .alt)
        #expect(eva.innblikk(i: varsel, by: all, dag) == .merke)
        let text = String(decoding: TellableHendelse(varsel, dag).bytes(for: eva, all), as: UTF8.self)
        #expect(!text.contains(id.rawValue), "\(text)")
    }
}
