import Domain
import DomainTestSupport
import Testing

@Suite struct AbonnementsfilterTests {
    private func hendelse(_ change: (inout Hendelse) -> Void = { _ in }) -> Hendelse {
        var hendelse = Hendelse(id: "1", nummer: 1, type: .journalpostOpprettet, tid: Tidspunkt(milliseconds: 0))
        hendelse.saksmappe = SystemID(high: 1, low: 1)
        hendelse.administrativEnhet = Aktoer(navn: "Plan og bygg", identifikator: "PB")
        hendelse.saksansvarlig = Aktoer(navn: "Kari Saksbehandler", identifikator: "kasa")
        change(&hendelse)
        return hendelse
    }

    @Test func `what is not said matches everything; what is said must be so, all of it`() {
        let all = Abonnementsfilter(kommune: hamar)
        #expect(all.treffer(hendelse()) && all.treffer(Hendelse(id: "2", nummer: 2, type: .filLagret, tid: Tidspunkt(milliseconds: 0))))
        var narrow = Abonnementsfilter(
            kommune: hamar, saksmappe: SystemID(high: 1, low: 1), administrativEnhet: "PLAN OG BYGG", saksansvarlig: "KASA",
            hendelsestyper: [.journalpostOpprettet, .filLagret])
        #expect(narrow.treffer(hendelse()))
        #expect(!narrow.treffer(hendelse { $0.saksmappe = SystemID(high: 1, low: 2) }))
        #expect(!narrow.treffer(hendelse { $0.administrativEnhet = nil }))
        #expect(!narrow.treffer(hendelse { $0.saksansvarlig = Aktoer(navn: "Ola") }))
        #expect(!narrow.treffer(hendelse { $0.type = .filFeilet }))
        narrow.administrativEnhet = "pb"
        narrow.saksansvarlig = "kari saksbehandler"
        #expect(narrow.treffer(hendelse()))
    }
}
