import Domain
import Testing

@testable import RetentionService

/// A rule that concerns more objects than one commit takes.
struct OmberegningTests {
    private typealias R = Registerhendelser

    private func butikk(saker: Int, limitEnheter: Int) throws -> Butikk {
        let butikk = try Butikk(limitEnheter: limitEnheter)
        try butikk.ta([R.arkivdel(1), R.klasse(10, R.kassasjon("K", 10)), R.klasse(11, under: 10), R.klasse(12, under: 10)])
        for number in 0..<saker {
            let sak = 1_000 + number * 100
            try butikk.ta([R.sak(sak, arkivdel: 1, klasse: 10 + number % 3)])
            try butikk.ta([R.registrering(sak + 10, i: sak, arkivdel: 1, dokumenter: number % 5)])
            if number % 4 != 3 { try butikk.ta([R.lukk(sak)]) }
        }
        try butikk.fortsettTilSlutt()
        return butikk
    }

    @Test(arguments: [1, 2, 3, 7, 50, 100_000])
    func `it goes on in parts of a limited size until every object has its date`(limit: Int) throws {
        let butikk = try butikk(saker: 30, limitEnheter: limit)
        let concerned = try butikk.utfall().count
        let first = try butikk.ta([R.vedtak(.klasse(R.id(10)), R.kassasjon("K", 20))])
        func changed(_ events: [any DomainEvent]) -> Int {
            events.compactMap { $0 as? KassasjonBeregnet }.reduce(0) { $0 + $1.enheter.systemIDer.count }
        }
        var total = changed(first)
        #expect(total <= limit)
        while let step = try butikk.fortsett() {
            #expect(changed(step) <= limit)
            total += changed(step)
        }
        #expect(total == concerned, "each object once")
        #expect(Set(try butikk.utfall().values) == ["datert 2041-06-15"])
        #expect(try butikk.lager.antallOmberegninger() == 0)
        #expect(try butikk.replayDifferences().isEmpty)
    }

    @Test func `a second change on the way takes the first one's place, and the last one counts`() throws {
        let butikk = try butikk(saker: 20, limitEnheter: 5)
        try butikk.ta([R.vedtak(.klasse(R.id(10)), R.kassasjon("K", 20))])
        try butikk.fortsett()
        try butikk.ta([R.vedtak(.klasse(R.id(10)), R.kassasjon("K", 30), Tidspunkt(milliseconds: R.lukket.milliseconds + 1))])
        #expect(try butikk.lager.antallOmberegninger() == 1)
        // Meanwhile a case is closed, and one moves to another class.
        try butikk.ta([R.lukk(1_300)])
        try butikk.ta([R.klasse(13, R.kassasjon("B")), R.omklassifiser(1_000, til: 13)])
        try butikk.fortsettTilSlutt()
        #expect(try butikk.utfall(1_000) == "bevares -")
        #expect(try butikk.utfall(1_300) == "datert 2051-06-15")
        #expect(Set(try butikk.utfall().values) == ["datert 2051-06-15", "bevares -"])
        #expect(try butikk.replayDifferences().isEmpty)
    }

    @Test func `until it is done, an object says that its date is being worked out`() throws {
        let butikk = try butikk(saker: 6, limitEnheter: 2)
        try butikk.ta([R.vedtak(.klasse(R.id(10)), R.kassasjon("K", 20))])
        let waiting = try #require(try Kassasjonsforklaring(R.id(1_510), butikk.lager))
        #expect(waiting.venter)
        #expect(waiting.vurdering.utfall.kassasjonsdato?.description == "2041-06-15")
        #expect(waiting.bilde?.utfall?.dato == "2031-06-15")
        try butikk.fortsettTilSlutt()
        #expect(try #require(try Kassasjonsforklaring(R.id(1_510), butikk.lager)).venter == false)
    }

    @Test func `a case with more documents than one commit takes is worked out in parts when it is closed`() throws {
        let butikk = try Butikk(limitEnheter: 10)
        try butikk.ta([R.arkivdel(1), R.klasse(10, R.kassasjon("K", 10)), R.sak(100, arkivdel: 1, klasse: 10)])
        try butikk.ta([R.registrering(200, i: 100, arkivdel: 1, dokumenter: 95)])
        let closing = try butikk.ta([R.lukk(100)])
        #expect(closing.last is OmberegningStartet)
        #expect(try butikk.fortsettTilSlutt() >= 9)
        #expect(try butikk.utfall().count == 97)
        #expect(try butikk.replayDifferences().isEmpty)
    }
}
