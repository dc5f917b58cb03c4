import Domain
import Testing

/// The one rule of who may see what.
@Suite struct LeserTests {
    private let dag = Dato(daysSinceEpoch: 20_500)

    private func leser(
        _ klarering: [String]? = [], identitet: String = "ola", partner: String? = nil, gradering: [String]? = nil, erDrift: Bool = false
    ) -> Leser {
        Leser(identitet: identitet, rolle: "r", partner: partner, erDrift: erDrift, klarering: klarering, gradering: gradering)
    }

    private func tilgang(_ koder: [String], _ grader: [String] = [], deler: [Tilgang.Del] = []) -> Tilgang {
        Tilgang(restriksjoner: koder.map { .init($0) }, grader: grader, deler: deler, personer: ["kari"], partner: "skole")
    }

    @Test func `what nothing protects is everybody's, except the operator's`() {
        #expect(leser().visning(av: nil, dag) == .hel)
        #expect(leser(nil, erDrift: true).visning(av: nil, dag) == .ingenting)
    }

    @Test func `every restriction must be cleared`() {
        #expect(leser(["13"]).visning(av: tilgang(["13"]), dag) == .hel)
        #expect(leser(["13"]).visning(av: tilgang(["13", "26"]), dag) == .skjermet)
        #expect(leser(["13", "26"]).visning(av: tilgang(["13", "26"]), dag) == .hel)
        #expect(leser(nil).visning(av: tilgang(["13", "26"]), dag) == .hel)
    }

    @Test func `a grading needs a clearance of its own, whatever else somebody is cleared for, and whosever it is`() {
        for reader in [leser(nil), leser(["13"]), leser(identitet: "kari"), leser(partner: "skole")] {
            #expect(reader.visning(av: tilgang(["13"], ["B"]), dag) == .bareAtDetFinnes)
            #expect(reader.visning(av: tilgang([], ["B"]), dag) == .bareAtDetFinnes)
        }
        #expect(leser(gradering: ["B"]).visning(av: tilgang(["13"], ["B"]), dag) == .skjermet)
        #expect(leser(["13"], gradering: ["H"]).visning(av: tilgang(["13"], ["B"]), dag) == .hel)
        #expect(leser(nil, gradering: ["H"]).visning(av: tilgang([], ["B", "F"]), dag) == .bareAtDetFinnes)
        #expect(leser(nil, gradering: Sikkerhetsgrad.alle).visning(av: tilgang([], [Tilgang.ukjentGrad]), dag) == .bareAtDetFinnes)
    }

    @Test func `a clearance covers what is less strict of the same kind, and nothing stricter`() {
        #expect(Sikkerhetsgrad.klarert(["H"], for: ["H", "K", "B"]))
        #expect(!Sikkerhetsgrad.klarert(["K"], for: ["H"]))
        #expect(!Sikkerhetsgrad.klarert(["SH"], for: ["F"]))
        #expect(Sikkerhetsgrad.klarert(["SF"], for: ["F"]))
        #expect(!Sikkerhetsgrad.klarert(["F"], for: ["SF"]))
    }

    @Test func `it belongs to a person by identity and to a partner that sent it, and to nobody of the same name of the other kind`() {
        #expect(leser(identitet: "kari").visning(av: tilgang(["13"]), dag) == .hel)
        #expect(leser(identitet: "skole").visning(av: tilgang(["13"]), dag) == .skjermet)
        #expect(leser(partner: "skole").visning(av: tilgang(["13"]), dag) == .hel)
        #expect(leser(identitet: "kari", partner: "byggsak").visning(av: tilgang(["13"]), dag) == .skjermet)
    }

    @Test func `a restriction ends by itself on its day`() {
        let ends = Tilgang(restriksjoner: [.init("13", opphoererDato: dag)])
        let day = { Dato(daysSinceEpoch: dag.daysSinceEpoch + $0) }
        #expect(leser().visning(av: ends, day(-1)) == .skjermet)
        #expect(leser().visning(av: ends, dag) == .hel)
        #expect(!ends.verner(dag))
    }

    @Test func `parts that no provision screens need the general one`() {
        #expect(leser().visning(av: tilgang([], deler: [.tittel, .parter]), dag) == .utenDeler([.tittel, .parter]))
        #expect(leser(["UO"]).visning(av: tilgang([], deler: [.tittel]), dag) == .hel)
        #expect(leser(identitet: "kari").visning(av: tilgang([], deler: [.tittel]), dag) == .hel)
    }

    @Test func `a provision that holds covers the screened parts; when it has ended they need the general one`() {
        #expect(leser(["13"]).visning(av: tilgang(["13"], deler: [.parter]), dag) == .hel)
        let ended = Tilgang(restriksjoner: [.init("13", opphoererDato: dag)], deler: [.parter])
        #expect(leser(["13"]).visning(av: ended, dag) == .utenDeler([.parter]))
        #expect(leser(["UO"]).visning(av: ended, dag) == .hel)
    }

    @Test func `parts that stood by themselves need the general one beside the provision that came later`() {
        var screened = tilgang(["13"], deler: [.parter])
        screened.selvstendige = [.parter]
        #expect(leser(["13"]).visning(av: screened, dag) == .utenDeler([.parter]))
        #expect(leser(["UO"]).visning(av: screened, dag) == .skjermet)
        #expect(leser(["13", "UO"]).visning(av: screened, dag) == .hel)
        #expect(leser(["13"]).visning(av: screened.under(tilgang(["13"])), dag) == .utenDeler([.parter]))
    }

    @Test func `national identity numbers are the municipality's own people's and the sender's`() {
        #expect(leser().serKontaktopplysninger(sendtAv: "skole"))
        #expect(leser(partner: "skole").serKontaktopplysninger(sendtAv: "skole"))
        #expect(!leser(partner: "byggsak").serKontaktopplysninger(sendtAv: "skole"))
        #expect(!leser(partner: "byggsak").serKontaktopplysninger(sendtAv: nil))
        #expect(!leser(nil, erDrift: true).serKontaktopplysninger(sendtAv: nil))
    }
}
