import Domain
import DomainTestSupport
import Testing

/// What lies too deep to be looked through is nobody's to see.
@Suite struct DybdeTests {
    /// A row of objects in each other, the outermost first.
    private func rekke(_ length: Int, ytterst: Tilgang?) -> (tre: Tilgangstre, innerst: SystemID) {
        let ids = (1...length).map { SystemID(high: 0x4000, low: 0x8000_0000_0000_0000 | UInt64($0)) }
        var tre = Tilgangstre()
        for (index, id) in ids.enumerated() {
            let ledd = Tilgangsledd(systemID: id, over: index == 0 ? nil : ids[index - 1], eget: index == 0 ? ytterst : nil)
            tre.apply(.nytt(ledd: ledd))
        }
        return (tre, ids[length - 1])
    }

    @Test func `what is protected further out than anybody looks is taken for graded, not for open`() {
        let dag = Dato(daysSinceEpoch: 20_600)
        let alle = Leser(identitet: "a", rolle: "arkivar", klarering: nil, gradering: Sikkerhetsgrad.alle)
        let secret = Tilgang(restriksjoner: [.init("13")])
        let near = rekke(Tilgangsledd.limitDepth + 1, ytterst: secret)
        #expect(near.tre.tilgang(near.innerst) == secret)
        let far = rekke(Tilgangsledd.limitDepth + 2, ytterst: secret)
        #expect(far.tre.tilgang(far.innerst)?.grader == [Tilgang.ukjentGrad])
        #expect(alle.visning(av: far.tre.tilgang(far.innerst), dag) == .bareAtDetFinnes)
    }

    @Test func `mapper are not made deeper in each other than everybody can look`() throws {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        func inni(_ number: Int) -> Arkivmelding {
            var melding = Meldinger.sak()
            melding.mappe?.referanseForeldermappe = ReferanseTilMappe(mappeID: "2026/\(number)")
            return melding
        }
        for number in 1..<30 { try arkiv.send(inni(number)) }
        let faults = arkiv.feil(inni(30))
        #expect(faults.map(\.code) == ["invalid_value"])
        #expect(faults.map(\.pointer) == ["/mappe/referanseForeldermappe"])
    }

    @Test func `classes are not made deeper below each other than everybody can look`() throws {
        var arkiv = Arkivproeve()
        try arkiv.utfoer(OpprettKlassifikasjonssystem(tittel: "Dypt"))
        func klasse(_ number: Int) -> OpprettKlasse {
            OpprettKlasse(
                klassifikasjonssystem: "Dypt", klasseID: "\(number)", tittel: "K", overordnetKlasse: number == 1 ? nil : "\(number - 1)")
        }
        for number in 1...30 { try arkiv.utfoer(klasse(number)) }
        #expect(arkiv.feil(klasse(31)).map(\.code) == ["invalid_value"])
    }
}
