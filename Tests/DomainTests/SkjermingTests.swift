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

    private func brev(iSkjermet change: (inout Arkivmelding.Mappe) -> Void, tittel: String? = nil) throws -> Journalpost {
        var arkiv = Arkivproeve()
        var sak = Meldinger.sak()
        if var mappe = sak.mappe {
            change(&mappe)
            sak.mappe = mappe
        }
        try arkiv.send(sak)
        var melding = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))
        melding.registrering?.offentligTittel = tittel
        let decision = try arkiv.utfoer(OpprettArkivmelding(melding, id: "1"))
        return try #require(decision.events.first as? JournalpostOpprettet).journalpost
    }

    @Test func `what comes to lie in a screened case shows no title of its own, whenever it comes`() throws {
        let post = try brev(iSkjermet: { $0.skjerming = Meldinger.skjerming() }).registrering
        #expect(post.offentligTittel == "*****")
        #expect(post.skjerming?.tilgangsrestriksjon.kode == "13")
        #expect(post.skjerming?.skjermingMetadata.map(\.kode) == ["TRO"])
        // Whether a document is public is decided for each document.
        #expect(post.skjerming?.skjermingDokument == nil)
    }

    @Test func `a title for the public is the sender's decision in a screened case too`() throws {
        let post = try brev(iSkjermet: { $0.skjerming = Meldinger.skjerming() }, tittel: "Bestilling av oppmåling").registrering
        #expect(post.offentligTittel == "Bestilling av oppmåling")
        #expect(post.skjerming == nil)
    }

    @Test func `a graded case hides the titles of what lies in it`() throws {
        let post = try brev(iSkjermet: {
            $0.gradering = Arkivmelding.Gradering(
                grad: Arkivmelding.Kode(kode: "B"), graderingsdato: Tidspunkt(milliseconds: 0), gradertAv: "Kari")
        }).registrering
        #expect(post.offentligTittel == "*****")
        #expect(post.skjerming == nil)
    }
}
