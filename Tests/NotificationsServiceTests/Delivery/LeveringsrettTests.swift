import Domain
import Testing

@testable import NotificationsService

struct LeveringsrettTests {
    private let screened = Varslingsskjerming(koder: ["13"], deltakere: [])
    private let kari = Abonnementseier(slag: .person, navn: "kari")

    private func actor(_ name: String = "kari", rolle: String = "saksbehandler", klarering: [String]? = [], erDrift: Bool = false)
        -> Leser
    {
        Leser(identitet: name, rolle: rolle, erDrift: erDrift, klarering: klarering)
    }

    private func rett(_ gittMed: Leser?, _ naa: [Leser], eier: Abonnementseier? = nil) -> Leveringsrett {
        Leveringsrett(eier: eier ?? kari, gittMed: gittMed, naa: naa)
    }

    @Test func `screened content is told to who was cleared then and is cleared now, and to nobody else`() {
        let cleared = actor(klarering: ["13"])
        #expect(rett(cleared, [cleared]).vurder(screened) == .synlig)
        #expect(rett(cleared, [actor()]).vurder(screened) == .skjult)
        #expect(rett(actor(), [cleared]).vurder(screened) == .skjult)
        #expect(rett(nil, [cleared]).vurder(screened) == .skjult)
        #expect(rett(actor(klarering: nil), [actor(klarering: nil)]).vurder(screened) == .synlig)
        #expect(rett(actor(), [actor()]).vurder(Varslingsskjerming()) == .synlig)
    }

    @Test func `who takes part in an object sees it`() {
        let own = Varslingsskjerming(koder: ["13"], deltakere: ["kari"])
        #expect(rett(actor(), [actor()]).vurder(own) == .synlig)
    }

    @Test func `nothing is told when nobody has the name any more, or they are another now`() {
        #expect(rett(actor(), []).vurder(Varslingsskjerming()) == .stopp)
        #expect(rett(actor(), [actor(erDrift: true)]).vurder(Varslingsskjerming()) == .stopp)
        let role = Abonnementseier(slag: .rolle, navn: "arkivar")
        #expect(
            rett(actor(rolle: "arkivar", klarering: nil), [actor(rolle: "saksbehandler")], eier: role).vurder(Varslingsskjerming())
                == .stopp)
    }
}
