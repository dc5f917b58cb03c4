import Domain
import Testing

@testable import NotificationsService

struct LeveringsrettTests {
    private let screened = Tilgang(restriksjoner: [.init("13")])
    private let kari = Abonnementseier(slag: .person, navn: "kari")
    private let dag = Dato(daysSinceEpoch: 20_000)

    private func actor(
        _ name: String = "kari", rolle: String = "saksbehandler", klarering: [String]? = [], gradering: [String]? = nil,
        erDrift: Bool = false
    ) -> Leser {
        Leser(identitet: name, rolle: rolle, erDrift: erDrift, klarering: klarering, gradering: gradering)
    }

    private func svar(
        _ gittMed: Leser?, _ naa: [Leser], _ tilgang: Tilgang?, eier: Abonnementseier? = nil, _ dag: Dato? = nil
    ) -> Leveringsrett.Svar {
        Leveringsrett(eier: eier ?? kari, gittMed: gittMed, naa: naa).vurder(tilgang, dag ?? self.dag)
    }

    @Test func `screened content is told to who was cleared then and is cleared now, and to nobody else`() {
        let cleared = actor(klarering: ["13"])
        #expect(svar(cleared, [cleared], screened) == .synlig(.hel))
        #expect(svar(cleared, [actor()], screened) == .skjult)
        #expect(svar(actor(), [cleared], screened) == .skjult)
        #expect(svar(nil, [cleared], screened) == .skjult)
        #expect(svar(actor(klarering: nil), [actor(klarering: nil)], screened) == .synlig(.hel))
        #expect(svar(actor(), [actor()], nil) == .synlig(.hel))
    }

    @Test func `graded content needs its clearance then and now, beside that for what screens it`() {
        let both = Tilgang(restriksjoner: [.init("13")], grader: ["B"], personer: ["kari"])
        let cleared = actor(klarering: nil, gradering: ["B"])
        #expect(svar(cleared, [cleared], both) == .synlig(.hel))
        #expect(svar(cleared, [actor(klarering: nil)], both) == .skjult)
        #expect(svar(actor(klarering: nil), [cleared], both) == .skjult)
    }

    @Test func `who is responsible for an object sees it, and a namesake does not`() {
        #expect(svar(actor(), [actor()], Tilgang(restriksjoner: [.init("13")], personer: ["kari"])) == .synlig(.hel))
        #expect(svar(actor(), [actor()], Tilgang(restriksjoner: [.init("13")], personer: ["Kari"])) == .skjult)
    }

    @Test func `a screening that has ended keeps nothing back`() {
        let ending = Tilgang(restriksjoner: [.init("13", opphoererDato: dag)])
        #expect(svar(actor(), [actor()], ending, Dato(daysSinceEpoch: dag.daysSinceEpoch - 1)) == .skjult)
        #expect(svar(actor(), [actor()], ending) == .synlig(.hel))
    }

    @Test func `what only some of one's rights show is left out, then and now`() {
        let parts = Tilgang(deler: [.tittel])
        let cleared = actor(klarering: ["UO"])
        #expect(svar(cleared, [cleared], parts) == .synlig(.hel))
        #expect(svar(cleared, [actor()], parts) == .synlig(.utenDeler([.tittel])))
        #expect(svar(actor(), [cleared], parts) == .synlig(.utenDeler([.tittel])))
    }

    @Test func `nothing is told when nobody has the name any more, or they are another now`() {
        for tilgang in [nil, screened] {
            #expect(svar(actor(), [], tilgang) == .stopp)
            #expect(svar(actor(), [actor(erDrift: true)], tilgang) == .stopp)
            let role = Abonnementseier(slag: .rolle, navn: "arkivar")
            #expect(svar(actor(rolle: "arkivar", klarering: nil), [actor(rolle: "saksbehandler")], tilgang, eier: role) == .stopp)
        }
    }
}
