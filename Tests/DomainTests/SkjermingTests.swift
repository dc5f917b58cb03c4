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

    @Test func `documents without screening of their own take the registrering's`() throws {
        let post = try post { $0.skjerming = Meldinger.skjerming() }
        #expect(post.registrering.dokumentbeskrivelse.allSatisfy { $0.skjerming?.tilgangsrestriksjon.kode == "13" })
        #expect(post.registrering.dokumentbeskrivelse.first?.skjerming?.skjermingMetadata.map(\.kode) == ["TD"])
    }

    @Test func `an object without screening has no public title of its own`() throws {
        #expect(try post { _ in }.registrering.offentligTittel == nil)
    }
}
