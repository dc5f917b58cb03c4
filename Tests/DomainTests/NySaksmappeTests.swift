import Domain
import DomainTestSupport
import Testing

@Suite struct NySaksmappeTests {
    @Test func `a case with nothing but a title and a class gets everything else from the archive`() throws {
        var arkiv = Arkivproeve()
        let decision = try arkiv.utfoer(OpprettArkivmelding(Meldinger.sak(), id: "1"))
        let event = try #require(decision.events.compactMap { $0 as? SaksmappeOpprettet }.first)
        let sak = event.saksmappe
        #expect(sak.mappe.mappeID == "2026/1")
        #expect((sak.saksaar, sak.sakssekvensnummer) == (2026, 1))
        #expect(sak.saksdato == Dato("2026-05-04"))
        #expect(sak.saksstatus == Kode(kode: "B", kodenavn: "Under behandling"))
        #expect(sak.administrativEnhet.navn == "Postmottak")
        #expect(sak.administrativEnhet.referanse != nil)
        #expect(sak.saksansvarlig.navn == "Ufordelt")
        #expect(sak.journalenhet == "Sentralarkivet")
        #expect(sak.mappe.dokumentmedium?.kode == "E")
        #expect(sak.mappe.referanseKlasse.flatMap { arkiv.tilstand.klasse($0) }?.klasseID == "0")
        #expect(sak.mappe.opprettetAv == "byggsak")
    }

    @Test func `the receipt of a case has its numbers`() throws {
        var arkiv = Arkivproeve()
        let kvittering = try #require(try arkiv.send(Meldinger.sak(noekkel: Meldinger.noekkel)).mappe?.kvittering)
        #expect(kvittering.type == .saksmappe)
        #expect((kvittering.saksaar, kvittering.sakssekvensnummer) == (2026, 1))
        #expect(kvittering.opprettetEllerEksisterende == .opprettet)
        #expect(kvittering.referanseEksternNoekkel == Meldinger.noekkel)
        #expect(arkiv.tilstand.mappe(kvittering.systemID)?.mappeID == "2026/1")
    }

    @Test func `case numbers start again with the Norwegian year`() throws {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        arkiv.now = try #require(Tidspunkt("2026-12-31T22:59:59Z"))
        #expect(try arkiv.send(Meldinger.sak()).mappe?.kvittering?.mappeID == "2026/2")
        arkiv.now = try #require(Tidspunkt("2026-12-31T23:00:00Z"))
        #expect(try arkiv.send(Meldinger.sak()).mappe?.kvittering?.mappeID == "2027/1")
    }

    @Test func `a refused case takes no number`() throws {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        #expect(!arkiv.feil(Meldinger.sak(tittel: "")).isEmpty)
        #expect(try arkiv.send(Meldinger.sak()).mappe?.kvittering?.sakssekvensnummer == 2)
    }

    @Test func `the sender's own numbers and identifiers are not taken over`() throws {
        var arkiv = Arkivproeve()
        var melding = Meldinger.sak().saksmappe { ($0.saksaar, $0.sakssekvensnummer) = (1999, 77) }
        melding.mappe?.systemID = SystemID("22f05e04-37c4-4051-8b3a-853c8eac4b33")
        melding.mappe?.mappeID = "1999/77"
        let kvittering = try #require(try arkiv.send(melding).mappe?.kvittering)
        #expect(kvittering.mappeID == "2026/1")
        #expect(kvittering.systemID != melding.mappe?.systemID)
    }

    @Test func `a class of identifiers is made on first use and found on the second, screened because it is a person`() throws {
        var arkiv = Arkivproeve()
        let first = try arkiv.utfoer(OpprettArkivmelding(Meldinger.sak(), id: "1"))
        let klasse = try #require(first.events.compactMap { $0 as? KlasseOpprettet }.first).klasse
        #expect(klasse.klasseID == "19085830948")
        #expect(klasse.skjerming?.skjermingMetadata.map(\.kode) == ["KID", "TKL"])
        var melding = Meldinger.sak()
        melding.mappe?.klassifikasjon[0].klasseID = "190858 30948"
        melding.mappe?.klassifikasjon[0].klassifikasjonssystemID = "PNR"
        let second = try arkiv.utfoer(OpprettArkivmelding(melding, id: "2"))
        #expect(second.events.count == 1)
        let sak = try #require(second.events.first as? SaksmappeOpprettet)
        #expect(sak.saksmappe.mappe.referanseSekundaerKlassifikasjon == [klasse.systemID])
    }

    @Test func `a class of the primary system becomes the primary class wherever it stands in the message`() throws {
        var arkiv = Arkivproeve()
        var melding = Meldinger.sak()
        melding.mappe?.klassifikasjon.append(Arkivmelding.Klassifikasjon(klasseID: "L"))
        let decision = try arkiv.utfoer(OpprettArkivmelding(melding, id: "1"))
        let mappe = try #require(decision.events.compactMap { $0 as? SaksmappeOpprettet }.first).saksmappe.mappe
        #expect(mappe.referanseKlasse.flatMap { arkiv.tilstand.klasse($0) }?.klasseID == "L")
        #expect(mappe.referanseSekundaerKlassifikasjon.count == 1)
    }

    @Test func `a property and an organisation are classes too`() throws {
        var arkiv = Arkivproeve()
        var melding = Meldinger.sak()
        melding.mappe?.klassifikasjon = [
            Arkivmelding.Klassifikasjon(klassifikasjonssystemID: "GBN", klasseID: "012/34/0"),
            Arkivmelding.Klassifikasjon(klassifikasjonssystemID: "Organisasjonsnummer", klasseID: "970 540 008"),
        ]
        let decision = try arkiv.utfoer(OpprettArkivmelding(melding, id: "1"))
        #expect(decision.events.compactMap { ($0 as? KlasseOpprettet)?.klasse.klasseID } == ["12/34", "970540008"])
    }

    @Test func `a named rule fills in what the message leaves out`() throws {
        var arkiv = Arkivproeve()
        var regel = try #require(arkiv.tilstand.regel("standard"))
        regel.navn = "byggesak"
        regel.saksansvarlig = Aktoer(navn: "Bygg Leder")
        regel.saksstatus = "R"
        try arkiv.utfoer(OpprettRegel(regel: regel))
        var melding = Meldinger.sak()
        melding.regel = "byggesak"
        let decision = try arkiv.utfoer(OpprettArkivmelding(melding, id: "1"))
        let sak = try #require(decision.events.compactMap { $0 as? SaksmappeOpprettet }.first).saksmappe
        #expect(sak.saksansvarlig.navn == "Bygg Leder")
        #expect(sak.saksstatus.kode == "R")
    }

    @Test func `a mappe that is no case has numbers of its own`() throws {
        var arkiv = Arkivproeve()
        var melding = Meldinger.sak()
        melding.mappe?.slag = .mappe
        #expect(try arkiv.send(melding).mappe?.kvittering?.mappeID == "2026/M1")
        #expect(try arkiv.send(melding).mappe?.kvittering?.mappeID == "2026/M2")
        #expect(try arkiv.send(Meldinger.sak()).mappe?.kvittering?.mappeID == "2026/1")
    }
}
