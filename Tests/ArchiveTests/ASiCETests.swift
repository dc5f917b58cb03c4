import Archive
import ArchiveTestSupport
import Testing

struct ASiCETests {
    private typealias Entry = ZipMaker.Entry

    private let mimetype = Entry("mimetype", ASiCE.mediaType.utf8)
    private let message = Entry("arkivmelding.xml", "<arkivmelding/>".utf8).deflated

    private func code(_ entries: [ZipMaker.Entry]) -> ContainerError.Code? {
        do throws(ContainerError) {
            _ = try ASiCE(ZipMaker.zip(entries))
            return nil
        } catch { return error.code }
    }

    @Test func `the message and the files come out; signatures are passed over`() throws {
        let container = try ASiCE(
            ZipMaker.zip([
                mimetype, message, Entry("META-INF/", []), Entry("META-INF/asicmanifest.xml"), Entry("søknad.pdf"),
                Entry("kart/tegning.tif", [1, 2, 3]).deflated,
            ]))
        #expect(try container.message(byteLimit: 1_000) == Array("<arkivmelding/>".utf8))
        #expect(container.files.map(\.name) == ["søknad.pdf", "kart/tegning.tif"])
        #expect(try container.reader(ofFile: "kart/tegning.tif").readAll(byteLimit: 10) == [1, 2, 3])
        var seen: [String: [UInt8]] = [:]
        try container.forEachFile { entry, reader in seen[entry.name] = try reader.readAll(byteLimit: 100) }
        #expect(seen == ["søknad.pdf": Array("some bytes".utf8), "kart/tegning.tif": [1, 2, 3]])
    }

    @Test func `a zip without the right mimetype is no ASiC-E`() {
        #expect(code([message]) == .notASiCE)
        #expect(code([Entry("mimetype", "application/epub+zip".utf8), message]) == .notASiCE)
    }

    @Test func `an ASiC-E without a message is refused`() { #expect(code([mimetype, Entry("søknad.pdf")]) == .messageMissing) }

    @Test func `a line break after the mimetype does no harm`() {
        #expect(code([Entry("mimetype", (ASiCE.mediaType + "\n").utf8), message]) == nil)
    }

    @Test func `a message above the limit, and a file that is not there, are named`() throws {
        let container = try ASiCE(ZipMaker.zip([mimetype, message]))
        #expect(throws: ContainerError.self) { try container.message(byteLimit: 14) }
        #expect(throws: ContainerError.self) { try container.reader(ofFile: "mimetype") }
    }
}
