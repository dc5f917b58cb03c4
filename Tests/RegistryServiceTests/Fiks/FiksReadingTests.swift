import Contracts
import Domain
import Foundation
import OutsideJudges
import Testing

@testable import RegistryService

/// What messages are read, in which forms and encodings.
struct FiksReadingTests {
    private let reader = ArkivmeldingReader()

    @Test func `the same message as XML and as JSON gives the same typed message`() throws {
        let xml = try reader.read(FiksExamples.event(.text(FiksExamples.xml), contentType: "application/xml"))
        let json = try reader.read(FiksExamples.event(.json(JSONReader.read(Array(FiksExamples.json.utf8)))))
        #expect(xml.melding == json.melding)
        #expect(xml.form == .xml)
        #expect(json.form == .json)
        guard case .saksmappe(let sak) = xml.melding.mappe?.slag, case .journalpost(let post) = xml.melding.registrering?.slag else {
            Issue.record("not a saksmappe and a journalpost")
            return
        }
        #expect(xml.melding.mappe?.tittel == "Søknad om garasje & bod")
        #expect(xml.melding.mappe?.part.first?.erSkjermet == true)
        #expect(sak.punkt.first?.x == 6_741_123.5)
        #expect(post.antallVedlegg == 0)
        #expect(post.journalposttype.beskrivelse == nil)
        #expect(post.mottattDato == Tidspunkt("2026-11-20T23:00:00Z"))
    }

    @Test func `bytes are read by their byte order mark, then by their declaration`() throws {
        let expected = try reader.read(FiksExamples.event(.text(FiksExamples.xml), contentType: "application/xml")).melding
        func utf16(_ text: String, littleEndian: Bool) -> [UInt8] {
            text.utf16.flatMap { littleEndian ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
        let latin1 = FiksExamples.xml.replacing("utf-8", with: "iso-8859-1").unicodeScalars.map { UInt8($0.value) }
        let forms: [[UInt8]] = [
            Array(FiksExamples.xml.utf8), [0xEF, 0xBB, 0xBF] + Array(FiksExamples.xml.utf8),
            [0xFF, 0xFE] + utf16(FiksExamples.xml, littleEndian: true), [0xFE, 0xFF] + utf16(FiksExamples.xml, littleEndian: false), latin1,
        ]
        for bytes in forms {
            #expect(try reader.read(FiksExamples.event(.binary(bytes), contentType: "application/xml")).melding == expected)
            #expect(try reader.read(FiksExamples.event(.binary(bytes))).melding == expected)
        }
    }

    @Test func `text is read as it is, whatever encoding its declaration names`() throws {
        let text = FiksExamples.xml.replacing("utf-8", with: "utf-16")
        #expect(
            try reader.read(FiksExamples.event(.text(text), contentType: "text/xml")).melding.mappe?.tittel == "Søknad om garasje & bod")
        #expect(try reader.read(FiksExamples.event(.json(.string(text)))).form == .xml)
    }

    @Test func `JSON is read as value, as bytes, and inside a wrapper with its files`() throws {
        let value = try JSONReader.read(Array(FiksExamples.json.utf8))
        let expected = try reader.read(FiksExamples.event(.json(value))).melding
        #expect(
            try reader.read(FiksExamples.event(.binary(Array(FiksExamples.json.utf8)), contentType: "application/json")).melding == expected
        )
        let filer: JSONValue = [["navn": "soknad.pdf", "data_base64": "JVBERi0="]]
        let wrapped = try reader.read(FiksExamples.event(.json(["arkivmelding": value, "filer": filer])))
        #expect(wrapped.melding == expected)
        #expect(wrapped.form == .wrappedJSON)
        #expect(wrapped.filer == [FiksFil(navn: "soknad.pdf", bytes: Array("%PDF-".utf8))])
        guard case .object(var members) = value else { return }
        members["filer"] = filer
        #expect(try reader.read(FiksExamples.event(.json(.object(members)))).filer == wrapped.filer)
    }

    @Test func `without a kind a mappe is a plain mappe, and elements may stand in any order`() throws {
        let read = try reader.read(
            FiksExamples.event(.text(FiksExamples.document("<mappe><beskrivelse>b</beskrivelse><tittel>t</tittel></mappe>"))))
        #expect(read.melding.mappe?.slag == .mappe)
        #expect(read.melding.mappe?.beskrivelse == "b")
    }

    @Test(.enabled(if: SharedData.has("fiks-cases"), "\(SharedData.missing)"))
    func `every real message that creates something is read`() throws {
        let folder = try #require(SharedData.directory).appendingPathComponent("fiks-cases")
        var count = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            let file = folder.appendingPathComponent(name).appendingPathComponent("arkivmelding.xml")
            guard let bytes = try? Data(contentsOf: file),  // cases of other kinds have no such file
                let text = try? String(
                    contentsOf: file.deletingLastPathComponent().appendingPathComponent("testInformation.json"), encoding: .utf8),
                text.contains("\"messageType\": \"\(FiksExamples.opprett)\"")
            else { continue }
            count += 1
            let event = FiksExamples.event(.binary([UInt8](bytes)), contentType: "application/xml")
            if text.contains("ugyldigforespoersel\" ]") {
                #expect(throws: UnreadableArkivmelding.self, "\(name)") { try reader.read(event) }
            } else {
                #expect(throws: Never.self, "\(name)") { try reader.read(event) }
            }
        }
        #expect(count >= 5)
    }
}
