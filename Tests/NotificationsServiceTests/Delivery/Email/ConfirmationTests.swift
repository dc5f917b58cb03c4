import Contracts
import Domain
import SQLite
import Testing

@testable import NotificationsService

/// What confirmation decides and stores, without a mail server.
struct ConfirmationTests {
    private let kari = Leser(identitet: "kari", rolle: "saksbehandler", klarering: [])
    private let mail = Levering(type: .epost, adresse: "kari@example.com", plan: Sammendragsplan(intervall: .straks), maalform: .bokmaal)

    private func questions(_ proeve: Leveringsproeve, _ domains: MailDomains = .reserved) throws -> [SystemID] {
        try ConfirmationMail.due(proeve.kommune, in: proeve.database, now: proeve.now, limit: 10, domains: domains).map(
            \.abonnement.systemID)
    }

    private func letters(_ proeve: Leveringsproeve, _ domains: MailDomains = .reserved) throws -> [SystemID] {
        try Letter.due(proeve.kommune, in: proeve.database, now: proeve.now, limit: 10, domains: domains).map(\.abonnement.systemID)
    }

    private func stand(_ proeve: Leveringsproeve, _ id: SystemID, _ domains: MailDomains = .reserved) throws -> JSONValue {
        let reader = Feed.Reader(leser: kari, dag: proeve.now.norskDato)
        let stand = try LeveringJSON.stand(
            try proeve.abonnement(id), to: reader, in: proeve.database, now: proeve.now, domains: domains)
        return try #require(stand)
    }

    /// Tells what came of asking.
    @discardableResult
    private func asked(
        _ proeve: Leveringsproeve, _ id: SystemID, _ adresse: String = "kari@example.com", runde: Int = 0, nummer: Int = 1,
        status: Int = 250
    ) throws -> Int {
        let svar = Leveringssvar(status: status, feil: status == 250 ? nil : "mail_refused")
        return try proeve.give(
            RegistrerBekreftelse.commandType,
            RegistrerBekreftelse(
                abonnement: id, adresse: adresse, runde: runde, nummer: nummer, begynt: proeve.now, ferdig: proeve.now, svar: svar,
                stopp: nil, tilfeldig: -1)
        ).events.count
    }

    private func link(
        _ purpose: EmailLink.Purpose, _ proeve: Leveringsproeve, _ id: SystemID, _ adresse: String = "kari@example.com", runde: Int = 0
    )
        -> EmailLink
    {
        EmailLink(
            purpose, kommune: proeve.kommune, abonnement: id, adresse: adresse, runde: runde, maalform: .bokmaal, expires: nil)
    }

    private func confirm(_ proeve: Leveringsproeve, _ id: SystemID, _ adresse: String = "kari@example.com", runde: Int = 0) throws {
        try proeve.give(BekreftLevering.commandType, BekreftLevering(link(.confirm, proeve, id, adresse, runde: runde)))
    }

    private func end(_ proeve: Leveringsproeve, _ id: SystemID, _ adresse: String = "kari@example.com") throws {
        try proeve.give(AvsluttLevering.commandType, AvsluttLevering(link(.end, proeve, id, adresse)))
    }

    private func change(_ proeve: Leveringsproeve, _ id: SystemID, to adresse: String) throws {
        var levering = mail
        levering.adresse = adresse
        try proeve.give(EndreAbonnement.commandType, EndreAbonnement(aktoer: kari, abonnement: id, navn: nil, levering: levering))
    }

    @Test func `a new address is asked once, and gets nothing else before it is confirmed; then what waits`() throws {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(mail)
        try proeve.happens(in: nil)
        proeve.advance(seconds: 3)
        #expect(try questions(proeve) == [id] && letters(proeve).isEmpty)
        #expect(try stand(proeve, id)["grunn"]?.text == "ikkeBekreftet" && stand(proeve, id)["tilstand"]?.text == "venter")
        #expect(try asked(proeve, id) == 1)
        #expect(try questions(proeve).isEmpty && letters(proeve).isEmpty)
        #expect(try stand(proeve, id)["bekreftelseGjelderTil"]?.text != nil)
        #expect(try proeve.lager.omfang().aktive == 0, "what waits for its reader is no delay")
        try confirm(proeve, id)
        try confirm(proeve, id)
        #expect(try questions(proeve).isEmpty && letters(proeve) == [id])
        #expect(try stand(proeve, id)["tilstand"]?.text == "aktiv" && stand(proeve, id)["bekreftetDato"]?.text != nil)
        #expect(try proeve.lager.omfang().aktive == 1)
    }

    @Test func `a domain that is no longer allowed gets neither question nor digest, and the owner sees why`() throws {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(mail)
        #expect(try questions(proeve, .none).isEmpty)
        #expect(try stand(proeve, id, .none)["grunn"]?.text == "adresseIkkeTillatt")
        try confirm(proeve, id)
        try proeve.happens(in: nil)
        proeve.advance(seconds: 3)
        #expect(try letters(proeve, .none).isEmpty && letters(proeve) == [id])
        #expect(try stand(proeve, id, .none)["tilstand"]?.text == "venter")
    }

    @Test func `another address has to be confirmed anew, and the link to the old one confirms nothing; another spelling is the same`()
        throws
    {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(mail)
        try asked(proeve, id)
        try confirm(proeve, id)
        try change(proeve, id, to: "KARI@example.com")
        #expect(try questions(proeve).isEmpty && Bekreftelseslager(proeve.database).finn(id)?.bekreftet != nil)
        try change(proeve, id, to: "ola@example.com")
        #expect(try questions(proeve) == [id])
        #expect(throws: Leveringsproeve.Refused.self) { try confirm(proeve, id) }
        #expect(try Bekreftelseslager(proeve.database).finn(id)?.bekreftet == nil)
        try confirm(proeve, id, "ola@example.com")
        #expect(try Bekreftelseslager(proeve.database).finn(id)?.bekreftet != nil)
    }

    @Test func `an address gets no more questions in a day than the limit, whoever asks; the next one comes a day later`() throws {
        let proeve = try Leveringsproeve()
        let ids = try (0...Epostbekreftelse.limitPerAddressAndDay).map { number in
            var levering = mail
            levering.adresse = "kari+\(number)@example.com"
            return try proeve.subscribe(levering)
        }
        let due = try questions(proeve)
        #expect(due == Array(ids.prefix(Epostbekreftelse.limitPerAddressAndDay)))
        for (number, id) in ids.enumerated() where due.contains(id) { try asked(proeve, id, "kari+\(number)@example.com") }
        #expect(try questions(proeve).isEmpty)
        try proeve.give(AktiverLevering.commandType, AktiverLevering(aktoer: kari, abonnement: ids[0], hoppOver: false))
        #expect(try questions(proeve).isEmpty, "asking again does not help")
        proeve.advance(seconds: 86_401)
        #expect(try Set(questions(proeve)) == [ids[0], ids[3]])
    }

    @Test func `a question that was under way while the address changed counts against its day, and says nothing of the new one`() throws {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(mail)
        try change(proeve, id, to: "ola@example.com")
        #expect(try asked(proeve, id) == 1)
        #expect(try Bekreftelseslager(proeve.database).antall(til: "kari@example.com", now: proeve.now) == 1)
        #expect(try questions(proeve) == [id])
    }

    @Test func `who ends it gets nothing more; the owner sees it, is told, and must have it confirmed anew`() throws {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(mail)
        try asked(proeve, id)
        try confirm(proeve, id)
        try proeve.happens(in: nil)
        proeve.advance(seconds: 3)
        let events = try Hendelseslager(proeve.database).siste()
        try end(proeve, id)
        #expect(try letters(proeve).isEmpty && questions(proeve).isEmpty)
        #expect(try stand(proeve, id)["grunn"]?.text == "avsluttetAvMottaker" && stand(proeve, id)["tilstand"]?.text == "deaktivert")
        #expect(try Hendelseslager(proeve.database).siste() == events + 1)
        try end(proeve, id)
        #expect(try Hendelseslager(proeve.database).siste() == events + 1, "a repeat changes nothing")
        try proeve.give(AktiverLevering.commandType, AktiverLevering(aktoer: kari, abonnement: id, hoppOver: false))
        #expect(try letters(proeve).isEmpty && questions(proeve) == [id])
        #expect(throws: Leveringsproeve.Refused.self) { try confirm(proeve, id) }
        try confirm(proeve, id, runde: 1)
        #expect(try letters(proeve) == [id])
    }

    @Test func `the link of another address or of a subscription that is gone ends nothing`() throws {
        let proeve = try Leveringsproeve()
        let (one, other) = (try proeve.subscribe(mail), try proeve.subscribe(mail))
        try confirm(proeve, one)
        try end(proeve, one, "ola@example.com")
        try end(proeve, proeve.nextID())
        try end(proeve, other)
        #expect(try proeve.lager.finn(one)?.deaktivert == nil && Bekreftelseslager(proeve.database).finn(one)?.bekreftet != nil)
        #expect(try proeve.lager.finn(other)?.deaktivert?.grunn == .avsluttetAvMottaker)
    }

    @Test func `an address that the mail server refuses again and again is given up`() throws {
        let proeve = try Leveringsproeve()
        let id = try proeve.subscribe(mail)
        for nummer in 1...RegistrerSammendrag.limitAvvistPaaRad {
            #expect(try questions(proeve) == [id])
            try asked(proeve, id, nummer: nummer, status: 550)
            #expect(try questions(proeve).isEmpty, "it waits")
            proeve.advance(seconds: 7 * 3_600)
        }
        #expect(try proeve.lager.finn(id)?.deaktivert?.grunn == .adresseAvvist)
        #expect(try Bekreftelseslager(proeve.database).antall(til: "kari@example.com", now: proeve.now) == 0)
    }

    @Test func `a store built anew from the events is the same, row by row`() throws {
        let proeve = try Leveringsproeve()
        let ids = try (0..<5).map { _ in try proeve.subscribe(mail) }
        try proeve.happens(in: nil)
        for id in ids.prefix(3) { try asked(proeve, id) }
        try asked(proeve, ids[3], status: 451)
        try confirm(proeve, ids[0])
        try confirm(proeve, ids[1])
        try end(proeve, ids[1])
        try change(proeve, ids[2], to: "ola@example.com")
        proeve.advance(seconds: 90_000)
        try asked(proeve, ids[4])
        let other = try proeve.replayed()
        for table in ["levering", "leveringskoe", "leveringslogg", "epostbekreftelse", "bekreftelsesepost"] {
            let rows = "SELECT * FROM \(table) ORDER BY 1, 2"
            #expect(try !proeve.database.query(rows) { "\($0.values())" }.isEmpty, "\(table)")
            #expect(try proeve.database.query(rows) { "\($0.values())" } == other.query(rows) { "\($0.values())" }, "\(table)")
        }
    }

    @Test func `a store from before opens: its addresses are not confirmed and are asked, as when it is built anew from its events`() throws
    {
        let proeve = try Leveringsproeve()
        let ids = [
            try proeve.subscribe(mail), try proeve.subscribe(Levering(type: .webhook, url: "https://example.no/")),
            try proeve.subscribe(mail),
        ]
        try proeve.happens(in: nil)
        try change(proeve, ids[2], to: "ola@example.com")
        try proeve.give(AktiverLevering.commandType, AktiverLevering(aktoer: kari, abonnement: ids[0], hoppOver: false))
        // The tables as the last schema had them.
        let old = try Database(path: ":memory:")
        try old.migrate(Array(proeve.model.migrations.prefix(3)))
        for table in ["abonnement", "levering", "leveringskoe"] {
            for row in try proeve.database.query("SELECT * FROM \(table)", row: { $0.values() }) {
                try old.run("INSERT INTO \(table) VALUES (\(row.map { _ in "?" }.joined(separator: ", ")))", row)
            }
        }
        try old.migrate(proeve.model.migrations)
        let (rows, replayed) = ("SELECT * FROM epostbekreftelse ORDER BY 1", try proeve.replayed())
        #expect(try old.query(rows) { "\($0.values())" } == replayed.query(rows) { "\($0.values())" })
        let due = try ConfirmationMail.due(proeve.kommune, in: old, now: proeve.now, limit: 10, domains: .reserved)
        #expect(Set(due.map(\.abonnement.systemID)) == [ids[0], ids[2]])
        proeve.advance(seconds: 3)
        #expect(try Letter.due(proeve.kommune, in: old, now: proeve.now, limit: 10, domains: .reserved).isEmpty)
    }
}
