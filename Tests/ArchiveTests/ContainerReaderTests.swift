import Archive
import ArchiveTestSupport
import Foundation
import OutsideJudges
import Testing

struct ContainerReaderTests {
    private typealias Entry = ZipMaker.Entry

    /// Reads everything; gives names and contents.
    static func readAll(_ reader: ContainerReader, piece: Int = 1_000) throws(ContainerError) -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        while let entry = try reader.next() {
            var bytes: [UInt8] = []
            while case let next = try reader.read(upTo: piece), !next.isEmpty { bytes += next }
            found[entry.name] = bytes
        }
        return found
    }

    static func code(_ bytes: [UInt8], limits: ContainerLimits = ContainerLimits()) -> ContainerError.Code? {
        do throws(ContainerError) {
            _ = try readAll(ContainerReader(bytes, limits: limits))
            return nil
        } catch { return error.code }
    }

    @Test func `stored and deflated entries come out as they went in`() throws {
        let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let zip = ZipMaker.zip(
            [Entry("søknad.pdf"), Entry("vedlegg/kart.tif", large).deflated, Entry("tom.txt", [])], comment: "a comment")
        let found = try Self.readAll(ContainerReader(zip))
        #expect(found == ["søknad.pdf": Array("some bytes".utf8), "vedlegg/kart.tif": large, "tom.txt": []])
    }

    @Test func `a directory is an entry without bytes and without its slash`() throws {
        let reader = try ContainerReader(ZipMaker.zip([Entry("vedlegg/", []), Entry("vedlegg/a.txt")]))
        #expect(reader.entries.map(\.name) == ["vedlegg", "vedlegg/a.txt"])
        #expect(reader.entries.map(\.isDirectory) == [true, false])
    }

    @Test func `a container in a file reads as one in memory`() throws {
        let zip = ZipMaker.zip([Entry("a"), Entry("b", [1, 2, 3]).deflated])
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("container-\(UUID().uuidString).zip")
        try Data(zip).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try Self.readAll(ContainerReader(file: file.path)) == Self.readAll(ContainerReader(zip)))
        #expect(throws: ContainerError.self) { try ContainerReader(file: file.path + ".absent") }
    }

    @Test(
        "a name that could escape or deceive is refused by name",
        arguments: [
            ("../../etc/passwd", ContainerError.Code.nameEscapes), ("a/../b", .nameEscapes), ("..", .nameEscapes), ("a//b", .nameEscapes),
            ("./a", .nameEscapes), ("/etc/passwd", .nameIsAbsolute), ("C:/autoexec.bat", .nameIsAbsolute), ("a\\..\\b", .nameHasBackslash),
            ("a.pdf\0.exe", .nameHasControl), ("a\u{1B}[2Jb", .nameHasControl), ("a\u{85}b", .nameHasControl),
            ("faktura\u{202E}fdp.exe", .nameHasControl), (String(repeating: "a", count: 256), .nameLength), ("", .nameLength),
        ])
    func names(name: String, code: ContainerError.Code) {
        #expect(Self.code(ZipMaker.zip([Entry("first"), Entry(name)])) == code)
    }

    @Test func `a name of 255 bytes is accepted`() {
        #expect(Self.code(ZipMaker.zip([Entry(String(repeating: "a", count: 255))])) == nil)
    }

    @Test func `a name in another encoding is refused`() {
        let latin = Entry("x").with { ($0.name, $0.localName) = ([0x73, 0xF8, 0x6B], [0x73, 0xF8, 0x6B]) }
        #expect(Self.code(ZipMaker.zip([latin])) == .nameNotUTF8)
    }

    @Test func `two entries of one name are refused, also when composed differently`() {
        #expect(Self.code(ZipMaker.zip([Entry("a.txt"), Entry("a.txt", [1])])) == .duplicateName)
        #expect(Self.code(ZipMaker.zip([Entry("\u{E5}.txt"), Entry("a\u{30A}.txt", [1])])) == .duplicateName)
        #expect(Self.code(ZipMaker.zip([Entry("a", []), Entry("a/", [])])) == .duplicateName)
    }

    @Test func `limits hold`() {
        let zip = ZipMaker.zip([Entry("a", [UInt8](repeating: 1, count: 600)), Entry("b", [UInt8](repeating: 2, count: 600))])
        #expect(Self.code(zip, limits: ContainerLimits(entriesMax: 1)) == .tooManyEntries)
        #expect(Self.code(zip, limits: ContainerLimits(entryBytesMax: 599)) == .entryTooLarge)
        #expect(Self.code(zip, limits: ContainerLimits(totalBytesMax: 1_199)) == .tooLarge)
        #expect(Self.code(zip, limits: ContainerLimits(entriesMax: 2, entryBytesMax: 600, totalBytesMax: 1_200)) == nil)
    }

    @Test func `an entry that states less than it holds is stopped`() {
        let bomb = Entry("a", [UInt8](repeating: 0, count: 100_000)).deflated.with { $0.statedSize = 10 }
        #expect(Self.code(ZipMaker.zip([bomb])) == .damaged)
    }

    @Test func `a wrong checksum is damage`() {
        #expect(Self.code(ZipMaker.zip([Entry("a").deflated.with { $0.checksum ^= 1 }])) == .damaged)
        #expect(Self.code(ZipMaker.zip([Entry("a").with { $0.checksum ^= 1 }])) == .damaged)
    }

    @Test func `encrypted entries, foreign methods and links are named`() {
        #expect(Self.code(ZipMaker.zip([Entry("a").with { $0.flags |= 1 }])) == .encrypted)
        #expect(Self.code(ZipMaker.zip([Entry("a").with { $0.method = 99 }])) == .encrypted)
        #expect(Self.code(ZipMaker.zip([Entry("a").with { $0.method = 12 }])) == .unsupportedMethod)
        let link = Entry("a").with { ($0.madeBy, $0.attributes) = (3 << 8, 0xA1FF_0000) }
        #expect(Self.code(ZipMaker.zip([link])) == .notAFile)
    }

    @Test func `a container whose directory and entries differ is refused`() {
        #expect(Self.code(ZipMaker.zip([Entry("a").with { $0.localName = [UInt8(ascii: "b")] }])) == .malformed)
    }

    @Test func `what is no zip, or is cut anywhere, is refused`() {
        #expect(Self.code([]) == .malformed)
        #expect(Self.code(Array("<arkivmelding/>".utf8)) == .malformed)
        let zip = ZipMaker.zip([Entry("a"), Entry("b").deflated])
        for length in 0..<zip.count { #expect(Self.code(Array(zip.prefix(length))) != nil, "cut at \(length)") }
    }

    @Test func `no byte that is changed brings it down or passes unseen in a file's bytes`() {
        let zip = ZipMaker.zip([Entry("a"), Entry("b", [UInt8](repeating: 7, count: 90)).deflated])
        for place in zip.indices {
            var changed = zip
            changed[place] ^= 0x55
            guard let found = try? Self.readAll(ContainerReader(changed)) else { continue }
            let contents = Set(found.values)
            #expect(contents == [Array("some bytes".utf8), [UInt8](repeating: 7, count: 90)], "byte \(place)")
        }
    }

    @Test func `what others pack is read, and their bomb is not unpacked`() async throws {
        let python = URL(fileURLWithPath: "/usr/bin/python3")
        guard FileManager.default.isExecutableFile(atPath: python.path) else { return }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("zips-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = """
            import sys, zipfile
            folder = sys.argv[1]
            with zipfile.ZipFile(folder + "/good.zip", "w", zipfile.ZIP_DEFLATED) as z:
                z.writestr("brev til rådmannen.txt", "Hei " * 1000)
                with z.open(zipfile.ZipInfo("strøm.bin"), "w", force_zip64=True) as f: f.write(bytes(range(256)) * 40)
            with zipfile.ZipFile(folder + "/bomb.zip", "w", zipfile.ZIP_DEFLATED) as z:
                z.writestr("null.bin", bytes(20_000_000))
            """
        try #require(await OutsideJudge.run(python, ["-c", script, folder.path]).status == 0)
        let found = try Self.readAll(ContainerReader(file: folder.appendingPathComponent("good.zip").path))
        #expect(found["brev til rådmannen.txt"] == Array(String(repeating: "Hei ", count: 1000).utf8))
        #expect(found["strøm.bin"]?.count == 10_240)
        #expect(throws: ContainerError.self) { try ContainerReader(file: folder.appendingPathComponent("bomb.zip").path) }
        let bomb = try [UInt8](Data(contentsOf: folder.appendingPathComponent("bomb.zip")))
        #expect(Self.code(bomb) == .compressionRatio)
    }
}
