import Domain
import DomainTestSupport
import Testing

@Suite struct MoeteTests {
    private func moete() -> Arkivmelding {
        let members = Arkivmelding.Moetemappe(
            moetenummer: "3/2026", utvalg: Arkivmelding.Identifikatorer(navn: "Formannskapet"), moetedato: Dato(daysSinceEpoch: 20_600))
        var melding = Arkivmelding(system: "Møter", antallFiler: 0)
        melding.mappe = Arkivmelding.Mappe(slag: .moetemappe(members), tittel: "Møte i formannskapet")
        return melding
    }

    @Test func `a meeting and an item with its decision are kept together with their documents`() throws {
        var arkiv = Arkivproeve()
        let text = Arkivmelding.Tekst(tekstInnhold: "Vedtatt", tekstFormat: Arkivmelding.Kode(kode: "tekst"))
        var vedtak = Arkivmelding.Vedtak(vedtakstekst: text, dato: arkiv.now)
        vedtak.vedtaksdokumenter = [Meldinger.dokument("Protokoll", "V", fil: "protokoll.pdf")]
        var voter = Arkivmelding.Moetedeltaker()
        voter.identifikator = Arkivmelding.Identifikatorer(navn: "Kari")
        vedtak.votering = [Arkivmelding.Votering(moetedeltaker: voter, stemme: .ja)]
        var members = Arkivmelding.Moetesak(
            moetesakstype: Arkivmelding.Kode(kode: "PS"), moetesaksaar: 2026, moetesakssekvensnummer: 12)
        members.vedtak = vedtak
        var item = Arkivmelding.Registrering(slag: .moetesak(members), tittel: "Reguleringsplan")
        item.dokumentbeskrivelse = [Meldinger.dokument("Saksframlegg", "H", fil: "framlegg.pdf")]
        var melding = moete()
        melding.registrering = item
        melding.antallFiler = 2
        let decision = try arkiv.utfoer(OpprettArkivmelding(melding, id: "1"))
        #expect(decision.events.map(\.eventType) == ["moetemappe.opprettet", "moeteregistrering.opprettet"])
        let made = try #require(decision.events.last as? MoeteregistreringOpprettet).moeteregistrering
        #expect(made.registrering.dokumentbeskrivelse.map(\.dokumentnummer) == [1, 2])
        #expect(made.moetesak?.vedtak?.referanseVedtaksdokument == [made.registrering.dokumentbeskrivelse[1].systemID])
        #expect(made.moetesak?.vedtak?.votering.first?.moetedeltaker.moetedeltakerNavn.navn == "Kari")
        #expect(decision.reply.registrering?.kvittering?.type == .registrering)
        #expect(decision.reply.mappe?.kvittering?.type == .mappe)
    }

    @Test func `a journalpost does not lie in a meeting`() throws {
        var arkiv = Arkivproeve()
        let id = try #require(try arkiv.send(moete()).mappe?.kvittering?.systemID)
        #expect(arkiv.feil(Meldinger.notat(i: ReferanseTilMappe(systemID: id))).map(\.code) == ["journalpost_outside_case"])
    }
}
