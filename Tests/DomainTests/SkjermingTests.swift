import Domain
import DomainTestSupport
import Testing

@Suite struct SkjermingTests {
    private func post(_ change: (inout Arkivmelding.Registrering) -> Void) throws -> Journalpost {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        var melding = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))
        if var registrering = melding.registrering {
            change(&registrering)
            melding.registrering = registrering
        }
        let decision = try arkiv.utfoer(OpprettArkivmelding(melding, id: "1"))
        return try #require(decision.events.first as? JournalpostOpprettet).journalpost
    }

    @Test func `a screened title without a public one shows nothing`() throws {
        let post = try post { $0.skjerming = Meldinger.skjerming() }
        #expect(post.registrering.offentligTittel == "*****")
        #expect(post.registrering.skjerming?.skjermingMetadata.map(\.kode) == ["TRO"])
        #expect(post.registrering.skjerming?.skjermingDokument?.kode == "H")
    }

    @Test func `the sender's public title is kept, and tells whether words are secret`() throws {
        let screened = try post {
            $0.skjerming = Meldinger.skjerming()
            $0.offentligTittel = "Bestilling av *****"
        }
        #expect(screened.registrering.offentligTittel == "Bestilling av *****")
        #expect(screened.registrering.skjerming?.skjermingMetadata.map(\.kode) == ["TRO"])
        let open = try post {
            $0.skjerming = Meldinger.skjerming()
            $0.offentligTittel = $0.tittel
        }
        #expect(open.registrering.skjerming?.skjermingMetadata.isEmpty == true)
    }

    @Test func `screened senders and recipients are told apart`() throws {
        let post = try post {
            $0.skjerming = Meldinger.skjerming()
            $0.offentligTittel = $0.tittel
            $0.korrespondansepart[0].erSkjermet = true
        }
        #expect(post.registrering.skjerming?.skjermingMetadata.map(\.kode) == ["NA"])
    }

    @Test func `documents without screening of their own keep none: what they lie in protects them`() throws {
        let post = try post { $0.skjerming = Meldinger.skjerming() }
        #expect(post.registrering.dokumentbeskrivelse.allSatisfy { $0.skjerming == nil })
    }

    @Test func `an object without screening has no public title of its own`() throws {
        #expect(try post { _ in }.registrering.offentligTittel == nil)
    }

    private func feil(graden kode: String, _ change: (inout Arkivproeve) -> Void = { _ in }) -> [Fault] {
        var arkiv = Arkivproeve()
        change(&arkiv)
        var sak = Meldinger.sak()
        sak.mappe?.gradering = Arkivmelding.Gradering(
            grad: Arkivmelding.Kode(kode: kode), graderingsdato: Tidspunkt(milliseconds: 0), gradertAv: "Kari")
        return arkiv.feil(sak)
    }

    @Test(arguments: ["SH", "H", "K"])
    func `what sikkerhetsloven asks an accredited system for is refused with the reason`(grad: String) throws {
        let faults = feil(graden: grad)
        #expect(faults.map(\.code) == ["grading_refused"])
        #expect(faults.map(\.pointer) == ["/mappe/gradering/grad"])
        #expect(try #require(faults.first).message.contains("sikkerhetsloven"))
    }

    @Test func `«Begrenset» is taken in only where the operator has allowed it`() {
        #expect(feil(graden: "B") == [])
        #expect(feil(graden: "B") { $0.allowsBegrenset = false }.map(\.code) == ["grading_refused"])
        #expect(feil(graden: "F") { $0.allowsBegrenset = false } == [])
    }
}
