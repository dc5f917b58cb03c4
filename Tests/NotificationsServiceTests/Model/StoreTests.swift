import Contracts
import Domain
import DomainTestSupport
import SQLite
import Testing

@testable import NotificationsService

@Suite struct StoreTests {
    @Test func `migrations of all parts have numbers of their own, in order`() {
        let numbers = NotificationsModel().migrations.map(\.number)
        #expect(numbers == Array(1...numbers.count))
    }

    /// A bit of everything.
    private func eventful() throws -> (Registerproeve, [SystemID]) {
        var register = try Registerproeve()
        let varsling = register.varsling
        let ids = [
            try varsling.subscribe(), try varsling.subscribe(["saksansvarlig": "Kari"], as: .ola),
            try varsling.subscribe(["hendelsestyper": ["journalpost.avskrevet"]], as: .arkivar),
        ]
        for number in 0..<6 {
            let sak = try register.sak(
                "Sak \(number)", ansvarlig: number.isMultiple(of: 2) ? "Kari" : "Ola", skjermet: number == 3 ? "13" : nil)
            for _ in 0..<4 {
                let brev = try register.brev(i: sak, frist: "2026-05-0\(number + 3)")
                if number == 1 { _ = try register.avskriv(brev) }
            }
        }
        try varsling.give(MerkLest(aktoer: .kari, abonnement: ids[0], til: 5, enkelte: [9]))
        try varsling.give(PaaminnFrister(dagerFoer: [7, 3, 1]))
        return (register, ids)
    }

    @Test func `replay gives the same store`() throws {
        let (register, _) = try eventful()
        try register.varsling.give(FjernHendelser(antall: 10, dager: 90))
        let (one, other) = (register.varsling.database, try register.varsling.replayed())
        for table in [
            "varslingssak", "varslingspost", "frist", "hendelse", "hendelsesnoekkel", "hendelsesteller", "abonnement", "abonnementsnoekkel",
            "tilgang", "vern",
        ] {
            let rows = try one.query("SELECT * FROM \(table)") { $0.values() }
            #expect(!rows.isEmpty, "\(table)")
            #expect(try rows == other.query("SELECT * FROM \(table)") { $0.values() }, "\(table)")
        }
    }

    @Test func `of what is no longer kept each feed knows its own gap, and a quiet one has none`() throws {
        let (register, ids) = try eventful()
        let varsling = register.varsling
        let quiet = try varsling.subscribe(["administrativEnhet": "Ingen"])
        let before = try varsling.feed(ids[1])
        try varsling.give(FjernHendelser(antall: 12, dager: 90))
        let horizon = try Hendelseslager(varsling.database).fjernetTil()
        #expect(horizon > 0)
        let page = try Feed(varsling.database).page(try varsling.row(ids[1]), after: nil, limit: 500)
        let lost = before.filter { $0.nummer <= horizon }.map(\.nummer)
        #expect(page.gap == Feed.Gap(etter: 0, tilOgMed: try #require(lost.last)))
        #expect(page.hendelser == before.filter { $0.nummer > horizon })
        #expect(try Feed(varsling.database).page(try varsling.row(quiet), after: 0, limit: 500).gap == nil)
        #expect(try Feed(varsling.database).page(try varsling.row(ids[1]), after: lost.last, limit: 500).gap == nil)
        #expect(try varsling.give(FjernHendelser(antall: 12, dager: 90)) == .null)
    }

    @Test func `what is older than so many days goes, however little there is`() throws {
        let (register, ids) = try eventful()
        let varsling = register.varsling
        varsling.now = Tidspunkt(milliseconds: varsling.now.milliseconds + 91 * 86_400_000)
        try varsling.give(FjernHendelser(antall: 1_000_000, dager: 90))
        let page = try Feed(varsling.database).page(try varsling.row(ids[0]), after: nil, limit: 500)
        #expect(page.hendelser.isEmpty && page.gap != nil && page.erSlutt)
        _ = try varsling.subscribe()
        #expect(try Hendelseslager(varsling.database).siste() > 20, "numbers go on")
    }

    @Test func `no statement of feeds and matching goes through a whole table`() throws {
        let (register, ids) = try eventful()
        let varsling = register.varsling
        for id in ids { _ = try varsling.feed(id, limit: 3) }
        let hendelse = try #require(try varsling.feed(ids[0]).last)
        _ = try Abonnementslager(varsling.database).treff(hendelse)
        let statements = try varsling.database.query("SELECT sql FROM sqlite_stmt") { $0.text(0) }
        #expect(statements.count > 10)
        for sql in statements
        where !sql.contains("sqlite_") && (sql.contains("hendelse") || sql.contains("abonnement") || sql.contains("frist")) {
            let numbered = sql.matches(of: /\?(\d+)/).compactMap { Int($0.output.1) }.max()
            let values = [SQLValue](repeating: .null, count: numbered ?? sql.count { $0 == "?" })
            for step in try varsling.database.query("EXPLAIN QUERY PLAN \(sql)", values, row: { $0.text(3) }) {
                guard step.hasPrefix("SCAN") else { continue }
                let small = step.hasPrefix("SCAN hendelsesteller") || sql.contains("count(*) FROM abonnement")
                #expect(small, "\(step): \(sql)")
            }
        }
    }
}
