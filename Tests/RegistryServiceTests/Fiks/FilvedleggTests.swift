import Contracts
import Domain
import Testing

@testable import RegistryService

/// Files that come with a message: in `filer`, or in a container.
@Suite struct FilvedleggTests {
    private let reader = ArkivmeldingReader()

    private func melding(_ references: [String], filer: JSONValue? = nil) -> JSONValue {
        let objects: [JSONValue] = references.map { ["filnavn": "a", "referanseDokumentfil": .string($0)] }
        var content: [String: JSONValue] = [
            "system": "S", "antallFiler": 0,
            "registrering": [
                "type": "journalpost", "tittel": "t", "journalposttype": ["kode": "X"],
                "dokumentbeskrivelse": [
                    ["tittel": "d", "tilknyttetRegistreringSom": ["kode": "H"], "dokumentobjekt": .array(objects)]
                ],
            ],
        ]
        content["antallFiler"] = filer?.elements.map { .int(Int64($0.count)) } ?? 0
        content["filer"] = filer
        return .object(content)
    }

    private func faults(_ value: JSONValue) throws -> [String] {
        Filvedlegg(try reader.json(value)).faults.map { "\($0.pointer) \($0.code)" }
    }

    private func xml(_ references: String...) -> String { FiksExamples.medFiler(references) }

    @Test func `each reference of a JSON message leads somewhere, and each file is asked for`() throws {
        let filer: JSONValue = [["navn": "a.pdf", "data_base64": "AA=="], ["navn": "b.pdf", "data_base64": "AA=="]]
        let sum = "sha256:" + String(repeating: "0", count: 64)
        #expect(try faults(melding(["a.pdf", "b.pdf", sum, "https://x.example.no/c"], filer: filer)) == [])
        let place = "/data/registrering/dokumentbeskrivelse/0/dokumentobjekt"
        #expect(
            try faults(melding(["a.pdf", "c.pdf", "http://x.example.no/c", "sha256:12"], filer: filer)) == [
                "\(place)/1/referanseDokumentfil unknown_file", "\(place)/2/referanseDokumentfil invalid_file_reference",
                "\(place)/3/referanseDokumentfil invalid_file_reference", "/data/filer/1/navn unused_file",
            ])
        #expect(try faults(melding(["a.pdf"])) == ["\(place)/0/referanseDokumentfil unknown_file"])
    }

    @Test func `names of files that look like a way out, or are no names, are refused`() throws {
        for name in ["../etc/passwd", "a/../b", "/a", "a\\b", "", String(repeating: "x", count: 300)] {
            let message = melding(["a"], filer: [["navn": .string(name), "data_base64": "AA=="]])
            let error = #expect(throws: UnreadableArkivmelding.self, "\(name)") { try reader.json(message) }
            #expect(error?.rejection.faults.map(\.code) == ["invalid_file_name"], "\(name)")
            #expect(error?.rejection.faults.map(\.pointer) == ["/data/filer/0/navn"], "\(name)")
        }
    }

    @Test func `plain XML may name files that come as uploads, but not by a wrong reference`() throws {
        #expect(Filvedlegg(try reader.xml(xml("a.pdf"))).faults == [])
        let faults = Filvedlegg(try reader.xml(xml("a.pdf", "ftp://x.example.no/a"))).faults
        #expect(
            faults.map { "\($0.pointer) \($0.code)" } == [
                "/arkivmelding/registrering/dokumentbeskrivelse[1]/dokumentobjekt[2]/referanseDokumentfil invalid_file_reference"
            ])
    }

    private func event(_ bytes: [UInt8]) -> CloudEvent { FiksExamples.event(.binary(bytes), contentType: Zip.asice) }

    @Test func `a container is read: its message, and the names beside it`() throws {
        let read = try reader.read(event(Zip.container(xml("a.pdf"), [Zip.Entry("a.pdf", "%PDF-"), Zip.Entry("META-INF/s.xml", "<x/>")])))
        #expect(read.form == .xml)
        #expect(read.vedlegg == ["a.pdf"])
        #expect(Filvedlegg(read).faults == [])
        let other = try reader.read(event(Zip.container(xml("b.pdf"), [Zip.Entry("a.pdf", "%PDF-")])))
        #expect(
            Filvedlegg(other).faults.map { "\($0.pointer) \($0.code)" } == [
                "/arkivmelding/registrering/dokumentbeskrivelse[1]/dokumentobjekt[1]/referanseDokumentfil unknown_file", " unused_file",
            ])
    }

    @Test func `a container that is a bomb, leads out of its folder, or is none is refused by name`() throws {
        var bomb = Zip.Entry("a.pdf", "x")
        (bomb.stated, bomb.method) = (2_000_000_000, 8)
        let wrong: [(String, [UInt8])] = [
            ("container_compression_ratio", Zip.container(xml("a.pdf"), [bomb])),
            ("container_name_escapes", Zip.container(xml("a.pdf"), [Zip.Entry("../a.pdf", "x")])),
            ("container_name_absolute", Zip.container(xml("a.pdf"), [Zip.Entry("/a.pdf", "x")])),
            ("container_name_control_character", Zip.container(xml("a.pdf"), [Zip.Entry("a\u{0}.pdf", "x")])),
            ("container_name_length", Zip.container(xml("a.pdf"), [Zip.Entry(String(repeating: "x", count: 300), "x")])),
            ("container_duplicate_name", Zip.container(xml("a.pdf"), [Zip.Entry("a.pdf", "x"), Zip.Entry("a.pdf", "y")])),
            ("container_message_missing", Zip.pack([Zip.Entry("mimetype", Zip.asice)])),
            ("container_not_asic_e", Zip.pack([Zip.Entry("arkivmelding.xml", xml("a.pdf"))])),
            ("container_malformed", Array("PK no zip at all".utf8)),
            ("not_well_formed", Zip.container("<arkivmelding>")),
        ]
        for (code, bytes) in wrong {
            let error = #expect(throws: UnreadableArkivmelding.self, "\(code)") { try reader.read(event(bytes)) }
            #expect(error?.rejection.faults.map(\.code) == [code])
            #expect(error?.form == .xml)
        }
    }
}
