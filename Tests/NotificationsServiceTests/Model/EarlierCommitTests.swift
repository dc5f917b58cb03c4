import Contracts
import Domain
import DomainTestSupport
import Testing

@testable import NotificationsService

/// Commits of earlier programs, as they stand in logs: they open, and what they say is protected is protected.
@Suite struct EarlierCommitTests {
    private let dag = Arkivstige.opprettetDato.norskDato
    private let cleared = Leser(identitet: "eva", rolle: "saksbehandler", klarering: ["13"])

    /// What an earlier program told of the case, or of the letter in it; its skjerming held for the letter already.
    private func varslet(_ nummer: Int, _ koder: String, deltakere: String = #""kari", "Kari Nordmann""#, post: Bool = false) -> String {
        let skjerming = #""skjerming": {"koder": [\#(koder)], "deltakere": [\#(deltakere)]}"#
        let sak = "\"\(Arkivstige.id(.mappe))\""
        let letter = "\"\(Arkivstige.id(.registrering))\""
        let object = post ? #""saksmappe": \#(sak), "registrering": \#(letter)"# : #""saksmappe": \#(sak)"#
        let kort =
            post
            ? #""post": {"systemID": \#(letter), "mappe": \#(sak), "internMottaker": [], "avskrivning": [], \#(skjerming)}"#
            : #""sak": {"systemID": \#(sak), "mappeID": "2026/2", \#(skjerming)}"#
        let type = post ? "arkivnotat.opprettet" : "saksmappe.opprettet"
        return #"{"hendelse": {"id": "h-\#(nummer)", "nummer": \#(nummer), "type": "\#(type)", "tid": "2026-05-04T08:00:00Z", \#(object), "#
            + #""mappeID": "2026/2", \#(skjerming)}, \#(kort)}"#
    }

    private func varsling(_ koder: String) throws -> (Varslingsproeve, SystemID) {
        let varsling = try Registerproeve().varsling
        let id = try varsling.subscribe(as: .arkivar)
        try varsling.read("hendelse.varslet", varslet(1, koder))
        try varsling.read("hendelse.varslet", varslet(2, koder, post: true))
        return (varsling, id)
    }

    private func visninger(_ leser: Leser, _ feed: [Hendelse]) -> Set<Visning> { Set(feed.map { leser.visning(av: $0.tilgang, dag) }) }

    @Test func `what was told of a screened case is told on to the cleared alone, and names are nobody's right`() throws {
        let (varsling, id) = try varsling(#""13""#)
        let feed = try varsling.feed(id)
        #expect(feed.count == 2)
        for leser in [.ola, .kari] as [Leser] { #expect(visninger(leser, feed) == [.skjermet], "\(leser.identitet)") }
        for leser in [cleared, .arkivar] { #expect(visninger(leser, feed) == [.hel], "\(leser.identitet)") }
        let marker = HendelseJSON.json(feed[1].fortalt(.skjermet, dag))
        #expect(Set(marker.members?.keys.map { $0 } ?? []) == ["cursor", "id", "tid", "type", "erSkjermet"])
        // The case is open now; what stood on the letter, as far as it is known, was the case's, and has to be removed there too.
        let stige = Arkivstige()
        try varsling.follow([stige.endret(.mappe, til: nil)])
        #expect(visninger(.ola, [try varsling.feed(id)[0]]) == [.hel])
        try varsling.follow([stige.endret(.registrering, til: nil)])
        #expect(visninger(.ola, try varsling.feed(id)) == [.hel])
        #expect(try varsling.replayDifferences().isEmpty)
    }

    @Test func `of what was graded nothing is told to anybody, since how it was graded is not known`() throws {
        let (varsling, id) = try varsling(#""gradert", "13""#)
        let graded = Leser(identitet: "liv", rolle: "arkivar", klarering: nil, gradering: Sikkerhetsgrad.alle)
        for leser in [.ola, .kari, .arkivar, cleared, graded] {
            #expect(visninger(leser, try varsling.feed(id)) == [.bareAtDetFinnes], "\(leser.identitet)")
        }
        #expect(try varsling.replayDifferences().isEmpty)
    }

    @Test func `what was open is open, and is screened with what it lies in from now on`() throws {
        let (varsling, id) = try varsling("")
        #expect(visninger(.ola, try varsling.feed(id)) == [.hel])
        try varsling.follow([Arkivstige().endret(.mappe, til: Arkivstige.skjerming("13"))])
        #expect(visninger(.ola, try varsling.feed(id)) == [.skjermet])
        #expect(visninger(cleared, try varsling.feed(id)) == [.hel])
        #expect(try varsling.replayDifferences().isEmpty)
    }

    @Test func `that a subscription was disabled is its owner's alone, as it was`() throws {
        let varsling = try Registerproeve().varsling
        let id = try varsling.subscribe(as: .arkivar)
        let abonnement = SystemID(high: 3, low: 3)
        try varsling.read(
            "hendelse.varslet",
            #"{"hendelse": {"id": "h-1", "nummer": 1, "type": "abonnement.deaktivert", "tid": "2026-05-04T08:00:00Z", "#
                + #""abonnement": "\#(abonnement)", "skjerming": {"koder": ["eiersak"], "deltakere": ["kari", "byggsak"]}}}"#)
        let told = try #require(try varsling.feed(id).first)
        #expect(visninger(.kari, [told]) == [.hel])
        #expect(visninger(.ola, [told]) == [.skjermet])
    }
}
