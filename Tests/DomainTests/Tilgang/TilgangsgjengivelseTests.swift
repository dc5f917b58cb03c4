import Domain
import DomainTestSupport
import Testing

/// The places of an earlier program's objects are said again, some at a time, until all have been.
@Suite struct TilgangsgjengivelseTests {
    private func arkiv(mapper: Int) throws -> Arkivproeve {
        var arkiv = Arkivproeve()
        for _ in 0..<mapper { try arkiv.send(Meldinger.sak()) }
        return arkiv
    }

    @Test func `a municipality of this program has nothing to say again`() throws {
        var arkiv = try arkiv(mapper: 1)
        #expect(try arkiv.utfoer(GjengiTilgang()).events.isEmpty)
    }

    @Test func `all places of an earlier program's archive are said again, each once, and then no more`() throws {
        let arkiv = try arkiv(mapper: Tilgangsgjengivelse.limitPerCommit)
        var tilstand = arkiv.tilstand
        tilstand.sett(Tilgangsgjengivelse())
        var said: [Tilgangsledd] = []
        var commits = 0
        while true {
            let events = try GjengiTilgang().decide(tilstand, arkiv.circumstances).events
            tilstand.apply(events)
            guard let event = events.first as? TilgangGjengitt else { break }
            #expect(event.ledd.count <= Tilgangsgjengivelse.limitPerCommit)
            said += event.ledd
            commits += 1
        }
        #expect(commits == 2)
        let ids = said.map(\.systemID)
        #expect(ids == ids.sorted() && Set(ids).count == ids.count)
        #expect(ids.count > Tilgangsgjengivelse.limitPerCommit)
        #expect(said.allSatisfy { tilstand.tilgangsledd(etter: nil, limit: .max).contains($0) })
    }
}
