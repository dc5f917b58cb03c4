import Contracts
import Domain
import DomainTestSupport
import ShardRuntime
import Testing

@testable import NotificationsService

/// Feeds whose filter would tell of what may not be seen: they read as if it had never happened, on every way and in every number.
struct NarrowFeedTests {
    private let filter: [String: JSONValue] = ["hendelsestyper": ["saksmappe.opprettet"]]
    private let cleared = Leser(identitet: "ola", rolle: "saksbehandler", klarering: ["13"])

    /// Five cases, of which the second, the fourth and the fifth are screened; each with a letter, which is of another type.
    private func eventful() throws -> (Registerproeve, narrow: SystemID) {
        var register = try Registerproeve()
        let id = try register.varsling.subscribe(filter, as: .ola)
        for isScreened in [false, true, false, true, true] {
            _ = try register.brev(i: try register.sak("Sak", ansvarlig: "Kari", skjermet: isScreened ? "13" : nil))
        }
        return (register, id)
    }

    private func feed(_ varsling: Varslingsproeve, _ leser: Leser) -> Feed {
        Feed(varsling.database, Feed.Reader(leser: leser, dag: varsling.now.norskDato))
    }

    /// The numbers and the cursor of each page.
    private func pages(_ varsling: Varslingsproeve, _ id: SystemID, _ leser: Leser, limit: Int) throws -> [[Int64]] {
        var (all, cursor) = ([[Int64]](), Int64(0))
        while true {
            let page = try feed(varsling, leser).page(try varsling.row(id), after: cursor, limit: limit)
            all.append(page.hendelser.map(\.nummer) + [page.cursor])
            if page.erSlutt { return all }
            try #require(page.cursor > cursor)
            cursor = page.cursor
        }
    }

    @Test func `a cursor is of what was told, or of the end: none stops at what may not be seen`() throws {
        let (register, id) = try eventful()
        #expect(try pages(register.varsling, id, .ola, limit: 1) == [[1, 1], [5, 5], [10]])
        #expect(try pages(register.varsling, id, cleared, limit: 1) == [[1, 1], [3, 3], [5, 5], [7, 7], [9, 9], [10]])
        let rad = try register.varsling.row(id)
        let latest = try feed(register.varsling, .ola).latest(rad, before: 11, limit: 1)
        #expect(latest.hendelser.map(\.nummer) == [5] && latest.cursor == 5)
        let earlier = try feed(register.varsling, .ola).latest(rad, before: 5, limit: 1)
        #expect(earlier.hendelser.map(\.nummer) == [1] && earlier.cursor == 1)
        #expect(try feed(register.varsling, .ola).ulest(rad, limit: 10) == 2)
        #expect(try feed(register.varsling, cleared).ulest(rad, limit: 10) == 5)
    }

    @Test func `however much is passed over, a page goes on, and stops at a number that says nothing`() throws {
        let register = try Registerproeve()
        let varsling = register.varsling
        let id = try varsling.subscribe(filter, as: .ola)
        let secret = SystemID(high: 7, low: 7)
        let tilgang = Tilgang(restriksjoner: [.init("13")])
        try Tilgangslager(varsling.database).apply(.nytt(ledd: Tilgangsledd(systemID: secret, arkivdel: secret, eget: tilgang)))
        for nummer in 1...6_100 {
            var hendelse = Hendelse(id: "\(nummer)", nummer: Int64(nummer), type: .saksmappeOpprettet, tid: varsling.now)
            if nummer != 5 { hendelse.saksmappe = secret }
            try Hendelseslager(varsling.database).insert(hendelse)
        }
        #expect(try pages(varsling, id, .ola, limit: 100) == [[5, 5_000], [6_100]])
        var (before, told) = (Int64(6_101), [Int64]())
        for _ in 1...3 {
            let page = try feed(varsling, .ola).latest(try varsling.row(id), before: before, limit: 100)
            told += page.hendelser.map(\.nummer)
            if page.erSlutt { break }
            #expect(page.cursor < before && page.cursor % 1_000 == 0)
            before = page.cursor
        }
        #expect(told == [5])
    }

    @Test func `of what is no longer kept a gap is told whatever it was: it does not say that something matched`() throws {
        let (register, id) = try eventful()
        let varsling = register.varsling
        let quiet = try varsling.subscribe(["administrativEnhet": "Ingen"], as: .ola)
        try varsling.give(FjernHendelser(antall: 2, dager: 90))
        let horizon = try Hendelseslager(varsling.database).fjernetTil()
        #expect(horizon == 8)
        // Begun after 5: of the feed only a screened one is gone.
        for (leser, gap) in [(Leser.ola, horizon), (cleared, horizon)] {
            #expect(try feed(varsling, leser).page(try varsling.row(id), after: 5, limit: 10).gap?.tilOgMed == gap)
        }
        #expect(try feed(varsling, .ola).page(try varsling.row(id), after: 7, limit: 10).gap?.tilOgMed == horizon, "nothing of it is gone")
        #expect(try feed(varsling, .ola).page(try varsling.row(quiet), after: nil, limit: 10).gap == nil, "it began later")
        #expect(try feed(varsling, .ola).page(try varsling.row(id), after: horizon, limit: 10).gap == nil)
        // Whoever sees everything is told exactly.
        let all = Leser(identitet: "ola", rolle: "arkivar", klarering: nil, gradering: ["SH", "SF"])
        #expect(try feed(varsling, all).page(try varsling.row(id), after: 7, limit: 10).gap == nil)
    }

    @Test func `a file is told to the partner that sent it, and to another one as a marker at most`() throws {
        let register = try Registerproeve()
        let varsling = register.varsling
        let (brev, sak, arkivdel) = (SystemID(high: 7, low: 1), SystemID(high: 7, low: 2), SystemID(high: 7, low: 3))
        try Tilgangslager(varsling.database).apply(
            .nytt(ledd: Tilgangsledd(systemID: brev, over: sak, arkivdel: arkivdel, eget: Tilgang(partner: "byggsak"))))
        var hendelse = Hendelse(id: "1", nummer: 1, type: .filLagret, tid: varsling.now)
        (hendelse.registrering, hendelse.registreringsID, hendelse.dokumentobjekt) = (brev, "2026/1-1", SystemID(high: 7, low: 4))
        try Hendelseslager(varsling.database).insert(hendelse)
        let told = try #require(try Hendelseslager(varsling.database).finn(1))
        let (all, narrow) = (
            Abonnementsfilter(kommune: hamar), Abonnementsfilter(kommune: hamar, hendelsestyper: [.filLagret])
        )
        let dag = varsling.now.norskDato
        let skole = Leser(identitet: "skole-1", rolle: "partner", partner: "skole", klarering: [])
        for leser in [Leser.byggsak, .ola, .arkivar] { #expect(leser.innblikk(i: told, by: narrow, dag) == .alt) }
        #expect(skole.innblikk(i: told, by: all, dag) == .merke && skole.innblikk(i: told, by: narrow, dag) == .intet)
        let text = String(decoding: TellableHendelse(told, dag).bytes(for: skole, all), as: UTF8.self)
        #expect(text.contains(#""type":"skjermet""#) && !text.contains("fil.lagret") && !text.contains("2026/1"), "\(text)")
        let rett = Leveringsrett(eier: Abonnementseier(slag: .system, navn: "skole"), gittMed: skole, naa: [skole])
        #expect(rett.vurder(told, by: all, dag) == .skjult && rett.vurder(told, by: narrow, dag) == .fortiet)
    }
}
