import Contracts
import Domain
import Testing

@testable import RegistryService

/// Messages that cannot be read: every fault at once, with place and code; nothing crashes and nothing is taken in by half.
struct FiksBadInputTests {
    private func faults(_ data: CloudEventData, contentType: String? = nil) -> [String] {
        do throws(UnreadableArkivmelding) {
            _ = try ArkivmeldingReader().read(FiksExamples.event(data, contentType: contentType))
            return []
        } catch {
            return error.rejection.faults.map { "\($0.pointer) \($0.code)" }
        }
    }

    private func xml(_ content: String) -> [String] { faults(.text(FiksExamples.document(content)), contentType: "application/xml") }

    private func json(_ text: String) -> [String] { faults(.binary(Array(text.utf8)), contentType: "application/json") }

    @Test func `every fault of an XML message is told with its XPath`() {
        let content = """
            <mappe xsi:type="saksmappe">
              <systemID>ikke-uuid</systemID><part><partRolle><kode>feil navnerom</kode></partRolle></part>
              <part><partNavn> </partNavn><erSkjermet>ja</erSkjermet><organisasjonID><identifikator>1</identifikator></organisasjonID>
                <personID><landkode>Norge</landkode><identifikator>2</identifikator></personID></part>
              <saksaar>i år</saksaar><sakssekvensnummer>99999999999</sakssekvensnummer><saksdato>22.11.2026</saksdato><ukjent/>
              <saksdato>2026-11-22</saksdato><punkt><koordinatsystem><k:kode></k:kode></koordinatsystem><x>NaN</x><y>1,5</y></punkt>
            </mappe>
            <registrering xsi:type="notat"/>
            """
        #expect(
            xml(content) == [
                "/arkivmelding/mappe/systemID invalid_system_id",
                "/arkivmelding/mappe/part[1]/partRolle/kode wrong_namespace",
                "/arkivmelding/mappe/part[1]/partNavn missing_member",
                "/arkivmelding/mappe/part[2]/partNavn empty",
                "/arkivmelding/mappe/part[2]/erSkjermet not_a_boolean",
                "/arkivmelding/mappe/part[2]/personID exclusive_members",
                "/arkivmelding/mappe/part[2]/personID/landkode invalid_country_code",
                "/arkivmelding/mappe/saksaar not_an_integer",
                "/arkivmelding/mappe/sakssekvensnummer out_of_range",
                "/arkivmelding/mappe/saksdato[1] invalid_date",
                "/arkivmelding/mappe/ukjent unknown_member",
                "/arkivmelding/mappe/saksdato[2] duplicate_member",
                "/arkivmelding/mappe/punkt/koordinatsystem/kode empty",
                "/arkivmelding/mappe/punkt/x not_a_number",
                "/arkivmelding/mappe/punkt/y not_a_number",
                "/arkivmelding/mappe/tittel missing_member",
                "/arkivmelding/registrering/@xsi:type unknown_type",
            ])
    }

    @Test func `every fault of a JSON message is told with its JSON Pointer into the event`() {
        let text = """
            {"system":1,"antallFiler":-1,"ukjent":true,
             "mappe":{"type":"saksmappe","saksaar":"2026","noekkelord":"x","part":[{"partNavn":"","erSkjermet":"true"},7],
              "saksdato":"2026-02-30","opprettetDato":"2026-11-22","skjerming":null},
             "registrering":{"type":7,"tittel":"\\u0000"}}
            """
        #expect(
            json(text) == [
                "/data/ukjent unknown_member",
                "/data/system wrong_type",
                "/data/antallFiler out_of_range",
                "/data/mappe/tittel missing_member",
                "/data/mappe/noekkelord wrong_type",
                "/data/mappe/opprettetDato invalid_date_time",
                "/data/mappe/part/0/partNavn empty",
                "/data/mappe/part/0/erSkjermet wrong_type",
                "/data/mappe/part/1 wrong_type",
                "/data/mappe/skjerming wrong_type",
                "/data/mappe/saksaar wrong_type",
                "/data/mappe/saksdato invalid_date",
                "/data/registrering/type wrong_type",
            ])
    }

    @Test func `faults in a wrapped message and its files stand where they are`() {
        let text = """
            {"arkivmelding":{"system":"S","antallFiler":1,"mappe":{}},"mer":1,
             "filer":[{"navn":"a","data_base64":"%%"},{"navn":"b"},{"navn":"c","data_base64":"AA==","x":1},{"navn":"c","data_base64":"AA=="}]}
            """
        #expect(
            json(text) == [
                "/data/mer unknown_member", "/data/arkivmelding/mappe/tittel missing_member", "/data/filer wrong_file_count",
                "/data/filer/0/data_base64 invalid_base64", "/data/filer/1/data_base64 missing_member", "/data/filer/2/x unknown_member",
                "/data/filer/3/navn duplicate_file",
            ])
    }

    @Test func `a character that XML does not have is refused in JSON too`() {
        #expect(json(#"{"system":"a\u0001b","antallFiler":0}"#) == ["/data/system invalid_character"])
    }

    @Test func `duplicate names are refused, not chosen from`() {
        #expect(json(#"{"system":"a","system":"b","antallFiler":0}"#) == ["/data/system duplicate_member"])
    }

    @Test func `a document type, an external entity and an entity bomb are refused`() {
        let bomb = #"<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>"#
        let file = #"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>"#
        for text in [bomb, file, "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\"><a/>"] {
            #expect(faults(.text(text), contentType: "application/xml") == [" dtd_not_allowed"])
        }
    }

    @Test func `XML that lies about its encoding is refused with the byte that shows it`() {
        let latin1 = FiksExamples.xml.unicodeScalars.map { UInt8($0.value) }
        #expect(faults(.binary(latin1), contentType: "application/xml") == [" wrong_encoding"])
        let utf16 = Array(FiksExamples.xml.replacing("utf-8", with: "utf-16").utf8)
        #expect(faults(.binary(utf16), contentType: "application/xml") == [" wrong_encoding"])
    }

    @Test func `ten thousand levels and a hundred megabytes are refused`() {
        let deep = String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000)
        #expect(faults(.text(deep), contentType: "application/xml") == [" too_deep"])
        #expect(json(String(repeating: "[", count: 10_000)).map { $0.hasSuffix("too_deep") } == [true])
        let large = [UInt8](repeating: UInt8(ascii: " "), count: 100 * 1024 * 1024)
        #expect(faults(.binary(large), contentType: "application/xml") == [" too_large"])
        #expect(faults(.binary(large), contentType: "application/json") == ["/data too_large"])
    }

    @Test func `another root element, another namespace and half a document are refused`() {
        #expect(faults(.text("<arkivmelding/>")) == ["/arkivmelding wrong_root"])
        #expect(faults(.text("<arkivmeldingOppdatering xmlns=\"urn:x\"/>")) == ["/arkivmeldingOppdatering wrong_root"])
        #expect(faults(.text("<arkivmelding><system>")) == [" not_well_formed"])
        #expect(xml("<mappe xsi:type=\"k:saksmappe\"><tittel>t</tittel></mappe>") == ["/arkivmelding/mappe/@xsi:type unknown_type"])
        #expect(xml("tekst") == ["/arkivmelding unexpected_text"])
        #expect(
            xml("<mappe feil=\"1\"><tittel><b/></tittel></mappe>") == [
                "/arkivmelding/mappe/@feil unknown_attribute", "/arkivmelding/mappe/tittel unexpected_element",
            ])
    }

    @Test func `no content and content of an unknown kind are refused`() {
        #expect(faults(.none) == ["/data no_data"])
        #expect(faults(.binary([1, 2, 3]), contentType: "application/pdf") == ["/data unsupported_content_type"])
        #expect(faults(.text("hei"), contentType: "text/plain") == ["/data unsupported_content_type"])
        #expect(faults(.json([1])) == ["/data wrong_type"])
    }

    @Test func `a message with a thousand faults tells a hundred and counts the rest`() {
        let found = xml(String(repeating: "<x/>", count: 1_000))
        #expect(found.count == 101)
        #expect(found.last == " more_faults")
    }

    @Test func `places of the domain's faults are told in the sender's language`() {
        let pointer = JSONPointer("/registrering/dokumentbeskrivelse/1/tilknyttetRegistreringSom/kode")
        #expect(
            MeldingForm.xml.place(pointer) == "/arkivmelding/registrering/dokumentbeskrivelse[2]/tilknyttetRegistreringSom/kode")
        #expect(MeldingForm.json.place(pointer) == "/data" + pointer.description)
        #expect(MeldingForm.wrappedJSON.place(pointer) == "/data/arkivmelding" + pointer.description)
        #expect(MeldingForm.xml.place(JSONPointer("/mappe/type")) == "/arkivmelding/mappe/@xsi:type")
        #expect(MeldingForm.xml.place(.root) == "/arkivmelding")
    }
}
