import Domain
import Testing

@testable import NotificationsService

struct LeveringStoreTests {
    private let webhook = Levering(type: .webhook, url: "https://example.no/")

    @Test func `only the first of each case may be sent; what has no case stands for itself`() throws {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(webhook)
        let (one, two) = (proeve.nextID(), proeve.nextID())
        for sak in [one, two, one, two, nil, nil] { try proeve.happens(in: sak) }
        #expect(try proeve.heads(id) == [1, 2, 5, 6])
        try proeve.tell(id, 1, 1, 204)
        #expect(try proeve.heads(id) == [2, 3, 5, 6])
        try proeve.tell(id, 2, 1, 500)
        #expect(try proeve.heads(id) == [3, 5, 6])
        proeve.advance(seconds: 10)
        #expect(try proeve.heads(id) == [2, 3, 5, 6])
        #expect(try proeve.lager.finn(id)?.venter == 5)
    }

    @Test func `a result that is told twice counts once`() throws {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(webhook)
        try proeve.happens(in: nil)
        #expect(try proeve.tell(id, 1, 1, 500).events.count == 1)
        #expect(try proeve.tell(id, 1, 1, 500).events.isEmpty)
        #expect(try proeve.tell(id, 1, 1, 204).events.isEmpty)
        #expect(try proeve.tell(id, 1, 2, 204).events.count == 1)
        #expect(try proeve.tell(id, 1, 3, 204).events.isEmpty)
        #expect(try proeve.lager.finn(id)?.venter == 0)
    }

    @Test func `a target that was silent for the whole plan is disabled, its queue kept, its owner told; then it goes on where it was`()
        throws
    {
        var plan = Leveringsplan()
        plan.varighetMillisekunder = 60_000
        let proeve = try Leveringsproeve(plan: plan)
        let id = try proeve.subscribe(webhook)
        let sak = proeve.nextID()
        for _ in 1...3 { try proeve.happens(in: sak) }
        var attempt = 1
        while try proeve.lager.finn(id)?.deaktivert == nil {
            try proeve.tell(id, 1, attempt, 503)
            attempt += 1
            proeve.advance(seconds: 20)
            try #require(attempt < 10)
        }
        let stand = try #require(try proeve.lager.finn(id))
        #expect(stand.deaktivert?.grunn == .langvarigFeil)
        #expect(stand.deaktivert?.sisteFeil == "http_status")
        #expect(try proeve.lager.ventende(.webhook, now: proeve.now).isEmpty)
        #expect(try Hendelseslager(proeve.database).siste() == 4)
        let kari = Leser(identitet: "kari", rolle: "saksbehandler", klarering: [])
        try proeve.give(AktiverLevering.commandType, AktiverLevering(aktoer: kari, abonnement: id, hoppOver: false))
        #expect(try proeve.heads(id).first == 1)
        try proeve.tell(id, 1, 1, 204, runde: 1)
        #expect(try proeve.heads(id).contains(2))
        try proeve.give(AktiverLevering.commandType, AktiverLevering(aktoer: kari, abonnement: id, hoppOver: true))
        #expect(try proeve.lager.finn(id)?.venter == 0)
    }

    @Test func `what came of an attempt from before the target was enabled again does not disable it once more`() throws {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(webhook)
        for _ in 1...2 { try proeve.happens(in: nil) }
        try proeve.tell(id, 1, 1, 410)
        #expect(try proeve.lager.finn(id)?.deaktivert?.grunn == .borte)
        let kari = Leser(identitet: "kari", rolle: "saksbehandler", klarering: [])
        try proeve.give(AktiverLevering.commandType, AktiverLevering(aktoer: kari, abonnement: id, hoppOver: false))
        #expect(try proeve.tell(id, 2, 1, 410).events.isEmpty)
        #expect(try proeve.lager.finn(id)?.deaktivert == nil)
        #expect(try proeve.heads(id).prefix(2) == [1, 2])
        try proeve.tell(id, 2, 1, 410, runde: 1)
        #expect(try proeve.lager.finn(id)?.deaktivert?.grunn == .borte)
    }

    @Test func `a letter that was under way to the old address says nothing about the new one`() throws {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(Levering(type: .epost, adresse: "ukjent@example.no"))
        let hendelse = try proeve.happens(in: nil)
        let kari = Leser(identitet: "kari", rolle: "saksbehandler", klarering: [])
        var letter = RegistrerSammendrag(
            abonnement: id, messageID: "x@y", fra: hendelse, tilOgMed: hendelse, antall: 1, nummer: 1, begynt: proeve.now,
            ferdig: proeve.now, svar: Leveringssvar(status: 550, feil: "mail_refused"), stopp: nil, tilfeldig: 0)
        try proeve.give(AktiverLevering.commandType, AktiverLevering(aktoer: kari, abonnement: id, hoppOver: false))
        #expect(try proeve.give(RegistrerSammendrag.commandType, letter).events.isEmpty)
        letter.runde = 1
        #expect(try proeve.give(RegistrerSammendrag.commandType, letter).events.count == 1)
    }

    @Test func `somebody else's subscription is not found, whatever is asked of it`() throws {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(webhook)
        try proeve.happens(in: nil)
        let ola = Leser(identitet: "ola", rolle: "saksbehandler", klarering: [])
        #expect(throws: Leveringsproeve.Refused.self) {
            try proeve.give(AktiverLevering.commandType, AktiverLevering(aktoer: ola, abonnement: id, hoppOver: true))
        }
        #expect(throws: Leveringsproeve.Refused.self) {
            try proeve.give(GjentaLevering.commandType, GjentaLevering(aktoer: ola, abonnement: id, fra: 1, til: nil))
        }
    }

    @Test func `what is sent again takes its place before the later ones of its case`() throws {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(webhook)
        let sak = proeve.nextID()
        for _ in 1...3 { try proeve.happens(in: sak) }
        try proeve.tell(id, 1, 1, 204)
        try proeve.tell(id, 2, 1, 204)
        #expect(try proeve.heads(id) == [3])
        let kari = Leser(identitet: "kari", rolle: "saksbehandler", klarering: [])
        try proeve.give(GjentaLevering.commandType, GjentaLevering(aktoer: kari, abonnement: id, fra: 1, til: 2))
        #expect(try proeve.heads(id) == [1])
        for (number, next) in [(1, 2), (2, 3)] as [(Int64, Int64)] {
            try proeve.tell(id, number, 1, 204)
            #expect(try proeve.heads(id) == [next])
        }
    }

    @Test func `what is asked for once more while it is under way is sent once more`() throws {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(webhook)
        try proeve.happens(in: nil)
        let kari = Leser(identitet: "kari", rolle: "saksbehandler", klarering: [])
        try proeve.give(GjentaLevering.commandType, GjentaLevering(aktoer: kari, abonnement: id, fra: 1, til: 1))
        #expect(try proeve.tell(id, 1, 1, 204).events.isEmpty)
        #expect(try proeve.heads(id) == [1])
        #expect(try proeve.tell(id, 1, 1, 204, runde: 1).events.count == 1)
        #expect(try proeve.heads(id).isEmpty)
    }

    @Test func `a store built anew from the events is the same, row by row`() throws {
        let proeve = try Leveringsproeve()
        let (webhook, mail) = (
            try proeve.subscribe(webhook), try proeve.subscribe(Levering(type: .epost, adresse: "kari@example.no"))
        )
        let sak = proeve.nextID()
        for _ in 1...5 { try proeve.happens(in: sak) }
        try proeve.tell(webhook, 1, 1, 204)
        try proeve.tell(webhook, 2, 1, 500)
        try proeve.tell(webhook, 2, 2, 410)
        let letter = RegistrerSammendrag(
            abonnement: mail, messageID: "x@y", fra: 1, tilOgMed: 4, antall: 4, nummer: 1, begynt: proeve.now, ferdig: proeve.now,
            svar: Leveringssvar(status: 250), stopp: nil, tilfeldig: 0)
        try proeve.give(RegistrerSammendrag.commandType, letter)
        #expect(try proeve.lager.koe(mail, limit: 10).map(\.hendelse).first == 5)
        let other = try proeve.replayed()
        for table in ["levering", "leveringskoe", "leveringslogg", "leveringsnoekkel", "epostbekreftelse"] {
            let rows = "SELECT * FROM \(table) ORDER BY 1, 2"
            #expect(try proeve.database.query(rows) { "\($0.values())" } == other.query(rows) { "\($0.values())" }, "\(table)")
        }
    }

    @Test func `letters that a server refuses for good are given up, and after some the address is`() throws {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(Levering(type: .epost, adresse: "ukjent@example.no"))
        for number in 1...3 {
            let hendelse = try proeve.happens(in: nil)
            let letter = RegistrerSammendrag(
                abonnement: id, messageID: "\(number)@y", fra: hendelse, tilOgMed: hendelse, antall: 1, nummer: 1, begynt: proeve.now,
                ferdig: proeve.now, svar: Leveringssvar(status: 550, feil: "mail_refused"), stopp: nil, tilfeldig: 0)
            try proeve.give(RegistrerSammendrag.commandType, letter)
            #expect((try proeve.lager.finn(id)?.deaktivert != nil) == (number == 3))
        }
        #expect(try proeve.lager.finn(id)?.deaktivert?.grunn == .adresseAvvist)
    }
}
