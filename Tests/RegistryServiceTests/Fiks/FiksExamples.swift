import Contracts
import Domain

/// Messages for the tests of the codec.
enum FiksExamples {
    static let kommune = Organisasjonsnummer("970540008")

    /// A case and a journalpost in it, with every kind of part that business systems commonly send.
    static let xml = """
        <?xml version="1.0" encoding="utf-8"?>
        <arkivmelding xmlns="https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/arkivmelding/opprett/v1"
            xmlns:k="https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/metadatakatalog/v1"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <system>Byggesak</system><regel>byggesak</regel><antallFiler>1</antallFiler>
          <mappe xsi:type="saksmappe">
            <tittel>Søknad om garasje &amp; bod</tittel><offentligTittel>Søknad om *****</offentligTittel>
            <noekkelord>garasje</noekkelord><noekkelord>bod</noekkelord>
            <virksomhetsspesifikkeMetadata><felt>1</felt><felt>2</felt><annet><navn>x</navn></annet></virksomhetsspesifikkeMetadata>
            <part><partNavn>Kari Nordmann</partNavn><partRolle><k:kode>Søker</k:kode></partRolle>
              <personID><landkode>NO</landkode><identifikator>19085830948</identifikator></personID>
              <postadresse>Storgata 1</postadresse><postnummer>2317</postnummer><poststed>Hamar</poststed><erSkjermet>1</erSkjermet></part>
            <merknad><merknadstekst>Haster</merknadstekst></merknad>
            <skjerming><tilgangsrestriksjon><k:kode>UO</k:kode></tilgangsrestriksjon>
              <skjermingshjemmel>Offl. § 13</skjermingshjemmel></skjerming>
            <klassifikasjon><klassifikasjonssystemID>K-koder</klassifikasjonssystemID><klasseID>L42</klasseID></klassifikasjon>
            <referanseEksternNoekkel><k:fagsystem>Byggesak</k:fagsystem><k:noekkel>B-17</k:noekkel></referanseEksternNoekkel>
            <saksdato>2026-11-22</saksdato>
            <administrativEnhet><k:navn>Plan og bygg</k:navn></administrativEnhet>
            <matrikkelnummer><kommunenummer>3403</kommunenummer><gardsnummer>12</gardsnummer><bruksnummer>7</bruksnummer></matrikkelnummer>
            <punkt><koordinatsystem><k:kode>EPSG:25832</k:kode></koordinatsystem><x>6741123.5</x><y>612000</y></punkt>
          </mappe>
          <registrering xsi:type="journalpost">
            <arkivertDato>2026-11-22T10:00:00+01:00</arkivertDato>
            <referanseForelderMappe>
              <k:referanseEksternNoekkel><k:fagsystem>Byggesak</k:fagsystem><k:noekkel>B-17</k:noekkel></k:referanseEksternNoekkel>
            </referanseForelderMappe>
            <dokumentbeskrivelse>
              <tittel>Søknad</tittel><tilknyttetRegistreringSom><k:kode>H</k:kode></tilknyttetRegistreringSom>
              <dokumentobjekt><filnavn>Søknad.pdf</filnavn><referanseDokumentfil>soknad.pdf</referanseDokumentfil></dokumentobjekt>
            </dokumentbeskrivelse>
            <tittel>Søknad om garasje</tittel>
            <korrespondansepart>
              <korrespondanseparttype><k:kode>EA</k:kode></korrespondanseparttype><korrespondansepartNavn>Kari Nordmann</korrespondansepartNavn>
            </korrespondansepart>
            <journalposttype><k:kode>I</k:kode><k:beskrivelse/></journalposttype>
            <mottattDato>2026-11-21T00:00:00+01:00</mottattDato>
            <antallVedlegg> 0 </antallVedlegg>
          </registrering>
        </arkivmelding>
        """

    /// The same message as JSON.
    static let json = """
        {"system":"Byggesak","regel":"byggesak","antallFiler":1,
         "mappe":{"type":"saksmappe","tittel":"Søknad om garasje & bod","offentligTittel":"Søknad om *****","noekkelord":["garasje","bod"],
          "virksomhetsspesifikkeMetadata":{"felt":["1","2"],"annet":{"navn":"x"}},
          "part":[{"partNavn":"Kari Nordmann","partRolle":{"kode":"Søker"},"personID":{"landkode":"NO","identifikator":"19085830948"},
           "postadresse":["Storgata 1"],"postnummer":"2317","poststed":"Hamar","erSkjermet":true}],
          "merknad":[{"merknadstekst":"Haster"}],
          "skjerming":{"tilgangsrestriksjon":{"kode":"UO"},"skjermingshjemmel":"Offl. § 13"},
          "klassifikasjon":[{"klassifikasjonssystemID":"K-koder","klasseID":"L42"}],
          "referanseEksternNoekkel":{"fagsystem":"Byggesak","noekkel":"B-17"},"saksdato":"2026-11-22",
          "administrativEnhet":{"navn":"Plan og bygg"},
          "matrikkelnummer":[{"kommunenummer":"3403","gardsnummer":12,"bruksnummer":7}],
          "punkt":[{"koordinatsystem":{"kode":"EPSG:25832"},"x":6741123.5,"y":612000}]},
         "registrering":{"type":"journalpost","arkivertDato":"2026-11-22T10:00:00+01:00",
          "referanseForelderMappe":{"referanseEksternNoekkel":{"fagsystem":"Byggesak","noekkel":"B-17"}},
          "dokumentbeskrivelse":[{"tittel":"Søknad","tilknyttetRegistreringSom":{"kode":"H"},
           "dokumentobjekt":[{"filnavn":"Søknad.pdf","referanseDokumentfil":"soknad.pdf"}]}],
          "tittel":"Søknad om garasje",
          "korrespondansepart":[{"korrespondanseparttype":{"kode":"EA"},"korrespondansepartNavn":"Kari Nordmann"}],
          "journalposttype":{"kode":"I"},"mottattDato":"2026-11-21T00:00:00+01:00","antallVedlegg":0}}
        """

    /// A request with that content.
    static func event(_ data: CloudEventData, contentType: String? = nil) -> CloudEvent {
        CloudEvent(
            id: "a-1", source: "/no/970540008/byggsak", type: FiksExamples.opprett, datacontenttype: contentType,
            extensions: ["kommune": "970540008"], data: data)
    }

    static let opprett = "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett"

    /// An XML message with that inside the root element, namespaces declared.
    static func document(_ content: String) -> String {
        """
        <arkivmelding xmlns="https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/arkivmelding/opprett/v1" \
        xmlns:k="https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/metadatakatalog/v1" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><system>S</system><antallFiler>0</antallFiler>\(content)</arkivmelding>
        """
    }

    /// A case with a note whose document names these files.
    static func medFiler(_ references: [String]) -> String {
        let objects = references.enumerated().map {
            """
            <dokumentobjekt><versjonsnummer>\($0 + 1)</versjonsnummer><filnavn>a</filnavn>\
            <referanseDokumentfil>\($1)</referanseDokumentfil></dokumentobjekt>
            """
        }
        return document(
            """
            <mappe xsi:type="saksmappe"><tittel>Sak</tittel></mappe>\
            <registrering xsi:type="journalpost"><dokumentbeskrivelse><tittel>d</tittel>\
            <tilknyttetRegistreringSom><k:kode>H</k:kode></tilknyttetRegistreringSom>\(objects.joined())</dokumentbeskrivelse>\
            <tittel>t</tittel><journalposttype><k:kode>X</k:kode></journalposttype></registrering>
            """
        ).replacing(">0</antallFiler>", with: ">\(references.count)</antallFiler>")
    }
}
