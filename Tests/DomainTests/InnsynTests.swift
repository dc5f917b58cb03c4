import Domain
import DomainTestSupport
import Testing

@Suite struct InnsynTests {
    private let sak = ReferanseTilMappe(mappeID: "2026/1")

    private func post(_ change: (inout Arkivmelding.Registrering) -> Void) throws -> Registreringsvariant {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        var melding = Meldinger.brev(i: sak)
        if var registrering = melding.registrering {
            change(&registrering)
            melding.registrering = registrering
        }
        try arkiv.send(melding)
        let id = try #require(arkiv.tilstand.registrering(registreringsID: "2026/1-1"))
        return try #require(arkiv.tilstand.registreringsvariant(id))
    }

    @Test func `what has nothing secret is open and shown whole`() throws {
        let variant = try post { _ in }
        let tilgang = variant.tilgang()
        #expect(tilgang.erAapen)
        #expect(tilgang.deltakere.contains("byggsak"))
        #expect(variant.skjermet(tilgang) { $0.erAapen } == variant)
    }

    @Test func `a screened letter shows the title for the public, its screened names nowhere, and no file name`() throws {
        let variant = try post {
            $0.skjerming = Meldinger.skjerming()
            $0.offentligTittel = "Bestilling av *****"
            $0.korrespondansepart[0].erSkjermet = true
            $0.beskrivelse = "Hemmelig"
            $0.noekkelord = ["hemmelig"]
        }
        let tilgang = variant.tilgang()
        #expect(!tilgang.erAapen)
        let shown = variant.skjermet(tilgang) { $0.erAapen }.registrering
        #expect(shown.tittel == "Bestilling av *****")
        #expect(shown.korrespondansepart.first?.korrespondansepartNavn == "*****")
        #expect(shown.beskrivelse == nil)
        #expect(shown.noekkelord == [])
        #expect(shown.dokumentbeskrivelse.map(\.tittel) == ["*****", "*****"])
        #expect(shown.dokumentbeskrivelse.flatMap(\.dokumentobjekt).allSatisfy { $0.filnavn == "*****" && $0.sjekksum == nil })
        #expect(variant.skjermet(tilgang) { _ in true } == variant)
    }

    @Test func `a part screened by itself is hidden, the rest of an open letter is not`() throws {
        let variant = try post { $0.korrespondansepart[0].erSkjermet = true }
        let tilgang = variant.tilgang()
        #expect(tilgang.harSkjermedeParter)
        let shown = variant.skjermet(tilgang) { $0.erAapen }
        #expect(shown.registrering.korrespondansepart.first?.korrespondansepartNavn == "*****")
        #expect(shown.registrering.tittel == variant.registrering.tittel)
        #expect(shown.registrering.dokumentbeskrivelse == variant.registrering.dokumentbeskrivelse)
    }

    @Test func `a remark screened by itself is left out, on the letter and on a document`() throws {
        func merknad(_ text: String, _ isScreened: Bool) -> Arkivmelding.Merknad {
            var merknad = Arkivmelding.Merknad(merknadstekst: text)
            merknad.erSkjermet = isScreened
            return merknad
        }
        let variant = try post {
            $0.merknad = [merknad("hemmelig", true), merknad("åpen", false)]
            $0.dokumentbeskrivelse[0].merknad = [merknad("hemmelig", true), merknad("åpen", false)]
        }
        let shown = variant.skjermet(variant.tilgang()) { $0.erAapen }.registrering
        #expect(shown.merknad.map(\.merknadstekst) == ["åpen"])
        #expect(shown.dokumentbeskrivelse[0].merknad.map(\.merknadstekst) == ["åpen"])
    }

    @Test func `a document screened by itself is hidden in an open letter`() throws {
        let variant = try post { $0.dokumentbeskrivelse[1].skjerming = Meldinger.skjerming() }
        let shown = variant.skjermet(variant.tilgang()) { $0.erAapen }.registrering
        #expect(shown.tittel == variant.registrering.tittel)
        #expect(shown.dokumentbeskrivelse[0] == variant.registrering.dokumentbeskrivelse[0])
        #expect(shown.dokumentbeskrivelse[1].tittel == "*****")
    }

    @Test func `a letter in a screened case is as secret as the case, and belongs to who is responsible for it`() throws {
        var arkiv = Arkivproeve()
        var melding = Meldinger.sak(tittel: "Barnevern Lise")
        melding.mappe?.skjerming = Meldinger.skjerming()
        melding.mappe?.part = [Arkivmelding.Part(partNavn: "Lise")]
        melding.mappe?.part[0].erSkjermet = true
        melding = melding.saksmappe { $0.saksansvarlig = Arkivmelding.Identifikatorer(navn: "kari") }
        try arkiv.send(melding)
        var brev = Meldinger.brev(i: sak)
        brev.registrering?.offentligTittel = "Brev"
        try arkiv.send(brev)
        let sakID = try #require(arkiv.tilstand.mappe(mappeID: "2026/1"))
        let mappe = try #require(arkiv.tilstand.mappevariant(sakID))
        let around = mappe.tilgang()
        #expect(around.deltakere.contains("kari"))
        #expect(mappe.skjermet(around).mappe.tittel == "*****")
        #expect(mappe.skjermet(around).mappe.part.map(\.partNavn) == ["*****"])
        let id = try #require(arkiv.tilstand.registrering(registreringsID: "2026/1-1"))
        let variant = try #require(arkiv.tilstand.registreringsvariant(id))
        let tilgang = variant.tilgang(i: around)
        #expect(tilgang.skjerming?.tilgangsrestriksjon.kode == "13")
        #expect(tilgang.deltakere.contains("kari"))
        let shown = variant.skjermet(tilgang) { $0.erAapen }.registrering
        #expect(shown.tittel == "Brev")
        #expect(shown.dokumentbeskrivelse.map(\.tittel) == ["*****", "*****"])
    }
}
