import Domain
import DomainTestSupport
import Testing

struct DokumentTests {
    private static func id(_ number: UInt64) -> SystemID { SystemID(high: 0x7000, low: number) }
    private let skjerming = Skjerming(tilgangsrestriksjon: Kode(kode: "13", kodenavn: "Taushetsplikt"), skjermingshjemmel: "Offl. § 13")
    private let annen = Skjerming(tilgangsrestriksjon: Kode(kode: "5", kodenavn: "Annet"), skjermingshjemmel: "Offl. § 23")
    private let now = Tidspunkt(milliseconds: 1_790_000_000_000)

    private func registrering(files: Int) -> Registrering {
        var registrering = Registrering(
            systemID: Self.id(1), opprettetDato: now, opprettetAv: "x", referanseArkivdel: Self.id(9), tittel: "Tittel")
        registrering.referanseMappe = Self.id(2)
        var beskrivelse = Dokumentbeskrivelse(
            systemID: Self.id(3), dokumentstatus: Kode(kode: "F", kodenavn: ""), tittel: "Dok", opprettetDato: now, opprettetAv: "x",
            tilknyttetRegistreringSom: Kode(kode: "H", kodenavn: ""), dokumentnummer: 1, tilknyttetDato: now, tilknyttetAv: "x")
        beskrivelse.dokumentobjekt = (0..<files).map { number in
            Dokumentobjekt(
                systemID: Self.id(10 + UInt64(number)), versjonsnummer: 1, variantformat: Kode(kode: "P", kodenavn: ""),
                format: Kode(kode: "fmt/95", kodenavn: ""), opprettetDato: now, opprettetAv: "x", filnavn: "a.pdf",
                referanseDokumentfil: "a.pdf")
        }
        registrering.dokumentbeskrivelse = [beskrivelse]
        return registrering
    }

    private let filer = FilerOppgitt(
        avsender: Filavsender(partner: "byggsak", source: "/no/1", id: "m1"),
        melding: Meldingssted(topic: "t", partition: 0, offset: 7), dokumentobjekt: [DokumentTests.id(10)])

    @Test func `a commit with files is followed, first what was made and then what is waited for`() {
        let events = Dokumentfoelging.events(
            av: [filer, RegistreringOpprettet(registrering: registrering(files: 1))], traceparent: "00-x")
        #expect(events.map(\.eventType) == ["tilgang.fulgt", "dokumenter.fulgt", "filer.ventet"])
        #expect((events.last as? FilerVentet)?.traceparent == "00-x")
        #expect((events[1] as? DokumenterFulgt)?.mappe == Self.id(2))
    }

    @Test func `of a registrering without documents only what protects it is taken in`() {
        var bare = registrering(files: 0)
        bare.dokumentbeskrivelse = []
        #expect(Dokumentfoelging.events(av: [RegistreringOpprettet(registrering: bare)]).map(\.eventType) == ["tilgang.fulgt"])
    }

    @Test func `stated checksum and size are held against the bytes`() {
        let oppgitt = OppgittFil(sjekksum: "aa", filstoerrelse: 3)
        #expect(oppgitt.avvik(sjekksum: "aa", filstoerrelse: 3) == nil)
        #expect(oppgitt.avvik(sjekksum: "bb", filstoerrelse: 3)?.kode == "checksum_mismatch")
        #expect(oppgitt.avvik(sjekksum: "aa", filstoerrelse: 4)?.kode == "size_mismatch")
        #expect(OppgittFil().avvik(sjekksum: "bb", filstoerrelse: 9) == nil)
    }
}
