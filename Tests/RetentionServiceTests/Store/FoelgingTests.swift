import Domain
import DomainTestSupport
import Testing

@testable import RetentionService

/// From the registry's commits to dates, on a real store.
struct FoelgingTests {
    private typealias R = Registerhendelser

    /// A case in a class that says ten years, with a letter of two documents.
    private func butikk(limitEnheter: Int = Omberegningssteg.limitEnheter) throws -> Butikk {
        let butikk = try Butikk(limitEnheter: limitEnheter)
        try butikk.ta([
            R.arkivdel(1), R.arkivdel(2), R.klasse(10, R.kassasjon("K", 10)), R.klasse(11, under: 10), R.klasse(12, R.kassasjon("B")),
        ])
        try butikk.ta([R.sak(100, arkivdel: 1, klasse: 11)])
        try butikk.ta([R.registrering(110, i: 100, arkivdel: 1, dokumenter: 2)])
        return butikk
    }

    @Test func `a case that is closed gets its date in the same commit, and so do its documents; opened again it has none`() throws {
        let butikk = try butikk()
        #expect(try butikk.utfall().isEmpty)
        let made = try butikk.ta([R.lukk(100)])
        #expect(made.map(\.eventType) == ["mappeavslutning.fulgt", "kassasjon.beregnet"])
        let beregnet = try #require(made.last as? KassasjonBeregnet)
        #expect(beregnet.utfall.kassasjonsdato?.description == "2031-06-15")
        #expect(beregnet.utfall.kilde == .klasse(R.id(10)))
        #expect(beregnet.kjede.map(\.enhet) == [.klasse(R.id(10))])
        #expect(beregnet.kjede.first?.vedtak.vedtattAv == "arkivar")
        #expect(beregnet.enheter.systemIDer == [100, 110, 111, 112].map(R.id))
        for number in [100, 110, 111, 112] { #expect(try butikk.utfall(number) == "datert 2031-06-15") }

        #expect(try butikk.ta([R.gjenaapne(100)]).map(\.eventType) == ["mappeavslutning.fulgt", "kassasjon.bortfalt"])
        #expect(try butikk.utfall().isEmpty)
        try butikk.ta([R.lukk(100, Tidspunkt(milliseconds: R.lukket.milliseconds + 86_400_000))])
        #expect(try butikk.utfall(111) == "datert 2031-06-16")
        #expect(try butikk.replayDifferences().isEmpty)
    }

    @Test func `a change of the decision, the class or the arkivdel is worked out again, and only what is new is committed`() throws {
        let butikk = try butikk()
        try butikk.ta([R.lukk(100)])
        let later = Tidspunkt(milliseconds: R.lukket.milliseconds + 1_000)
        // A class nobody is filed in, and a document's own: the rest stays as it is.
        #expect(try butikk.ta([R.vedtak(.klasse(R.id(12)), R.kassasjon("K", 3), later)]).map(\.eventType) == ["kassasjonsvedtak.fulgt"])
        let own = try butikk.ta([R.vedtak(.dokumentbeskrivelse(R.id(112)), R.kassasjon("B"), later)])
        #expect((own.last as? KassasjonBeregnet)?.enheter.systemIDer == [R.id(112)])
        #expect(try butikk.utfall(112) == "bevares -")
        try butikk.ta([R.vedtak(.klasse(R.id(10)), R.kassasjon("K", 5), later)])
        #expect(try butikk.utfall(100) == "datert 2026-06-15")
        #expect(try butikk.utfall(112) == "bevares -")
        try butikk.ta([R.omklassifiser(100, til: 12)])
        #expect(try butikk.utfall(100) == "datert 2024-06-15")
        try butikk.ta([R.vedtak(.arkivdel(R.id(2)), R.kassasjon("G", 30), later)])
        #expect(try butikk.utfall(100) == "datert 2024-06-15")
        try butikk.ta([R.flytt(100, fra: 1, til: 2)])
        #expect(try butikk.utfall(100) == "datert 2051-06-15")
        try butikk.ta([R.vedtak(.registrering(R.id(110)), R.kassasjon("K", 1), later)])
        #expect(try butikk.utfall(111) == "datert 2022-06-15")
        #expect(try butikk.utfall(100) == "datert 2051-06-15")
        // Removed: what is inherited comes back.
        try butikk.ta([R.vedtak(.registrering(R.id(110)), nil, later), R.vedtak(.dokumentbeskrivelse(R.id(112)), nil, later)])
        #expect(try Set([110, 111, 112].map { try butikk.utfall($0) }) == ["datert 2051-06-15"])
        #expect(try butikk.replayDifferences().isEmpty)
    }

    @Test func `commits that ask for nothing make none`() throws {
        let butikk = try butikk()
        let before = butikk.commits.count
        let journalstatus = JournalstatusEndret(
            journalpost: R.id(110), mappe: R.id(100), fra: R.kode("J"), til: R.kode("A"), endretDato: R.moment, endretAv: "x")
        let under = SaksstatusEndret(saksmappe: R.id(100), fra: R.kode("B"), til: R.kode("R"), endretDato: R.moment, endretAv: "x")
        try butikk.ta([journalstatus])
        try butikk.ta([under])
        #expect(butikk.commits.count == before)
        #expect(butikk.model.upstream == ["registry"], "a document's files change nothing about how long it is kept")
    }

    @Test func `a case that comes closed, with everything in one commit, has its date at once`() throws {
        let butikk = try butikk()
        try butikk.ta([
            R.sak(200, arkivdel: 1, klasse: 10, lukket: R.lukket), R.registrering(210, i: 200, arkivdel: 1),
            R.vedtak(.dokumentbeskrivelse(R.id(211)), R.kassasjon("K", 1)),
        ])
        #expect(try butikk.utfall(200) == "datert 2031-06-15")
        #expect(try butikk.utfall(211) == "datert 2022-06-15")
        #expect(try butikk.replayDifferences().isEmpty)
    }

    @Test func `a registrering outside mapper counts from when it was archived; an exception's arkivdel comes before the mappe`() throws {
        let butikk = try butikk()
        try butikk.ta([R.vedtak(.arkivdel(R.id(2)), R.kassasjon("K", 2))])
        try butikk.ta([R.registrering(300, i: nil, arkivdel: 1, klasse: 10, arkivert: R.lukket)])
        #expect(try butikk.utfall(301) == "datert 2031-06-15")
        try butikk.ta([R.registrering(310, i: 100, arkivdel: 2)])
        try butikk.ta([R.lukk(100)])
        #expect(try butikk.utfall(111) == "datert 2031-06-15")
        #expect(try butikk.utfall(311) == "datert 2023-06-15")
        try butikk.ta([R.vedtak(.arkivdel(R.id(2)), nil)])
        #expect(try butikk.utfall(311) == "datert 2031-06-15")
        // A mappe that moved on to the next arkivdel for this letter's sake is no exception.
        try butikk.ta([R.sak(400, arkivdel: 1, klasse: 10)])
        try butikk.ta([R.registrering(410, i: 400, arkivdel: 2), R.flytt(400, fra: 1, til: 2), R.lukk(400)])
        try butikk.ta([R.vedtak(.arkivdel(R.id(2)), R.kassasjon("K", 4)), R.vedtak(.mappe(R.id(400)), R.kassasjon("K", 6))])
        #expect(try butikk.utfall(411) == "datert 2027-06-15")
        #expect(try butikk.replayDifferences().isEmpty)
    }

    @Test func `a precedent keeps what is in it from being disposed of`() throws {
        let butikk = try butikk()
        try butikk.ta([
            R.sak(200, arkivdel: 1, klasse: 10) { sak in
                sak.presedens = [
                    Presedens(
                        systemID: R.id(999), presedensDato: R.moment.dato, opprettetDato: R.moment, opprettetAv: "x", tittel: "P",
                        rettskildefaktor: "Dom")
                ]
            }, R.registrering(210, i: 200, arkivdel: 1), R.lukk(200),
        ])
        #expect(try butikk.utfall(200) == "presedens -")
        #expect(try butikk.utfall(211) == "presedens -")
    }

    @Test func `classes and mapper in a ring are an alarm with a name, and have no date`() throws {
        let butikk = try butikk()
        try butikk.ta([R.klasse(20, under: 22), R.klasse(21, under: 20)])
        try butikk.ta([R.sak(200, arkivdel: 1, klasse: 21, lukket: R.lukket)])
        #expect(try butikk.utfall(200) == nil)
        let closing = try butikk.ta([R.klasse(22, under: 21, R.kassasjon("K", 5))])
        let ring = try #require(closing.compactMap { $0 as? KassasjonssloeyfeOppdaget }.first)
        #expect(Set(ring.enheter) == Set([20, 21, 22].map { .klasse(R.id($0)) }))
        #expect(try butikk.utfall(200) == "sloeyfe -")
        #expect(try butikk.ta([R.klasse(23, under: 23)]).contains { $0 is KassasjonssloeyfeOppdaget })
        #expect(try butikk.ta([R.sak(300, arkivdel: 1, klasse: 10, i: 300, lukket: R.lukket)]).contains { $0 is KassasjonssloeyfeOppdaget })
        #expect(try butikk.lager.antallSloeyfer() == 3)
        // A decision on the arkivdel stands whatever the classes do.
        try butikk.ta([R.vedtak(.arkivdel(R.id(1)), R.kassasjon("K", 1))])
        #expect(try butikk.utfall(200) == "datert 2022-06-15")
        #expect(try butikk.replayDifferences().isEmpty)
    }
}
