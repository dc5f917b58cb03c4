import ArchiveTestSupport
import Domain
import Foundation
import OutsideJudges
import Testing

@testable import DocumentsService

struct FormatIdentifierTests {
    private func identify(_ bytes: [UInt8], name: String? = nil) async throws -> IdentifiedFormat {
        try await FormatIdentifier.identify(FormatSource(bytes, name: name))
    }

    @Test("each format is known by its bytes", arguments: FormatSample.all)
    func samples(sample: FormatSample) async throws {
        let found = try await identify(sample.bytes, name: sample.name)
        #expect(found.format.puid == sample.puid)
        #expect(found.format.family != .unknown)
    }

    @Test("what has a mark of its own is known without a name", arguments: FormatSample.all.filter(\.isKnownByBytes))
    func withoutNames(sample: FormatSample) async throws {
        #expect(try await identify(sample.bytes).format.puid == sample.puid)
    }

    @Test(
        "what is cut short is not taken for whole",
        arguments: FormatSample.pictures.filter { $0.name.hasSuffix("png") || $0.name.hasSuffix("jpg") })
    func cutShort(sample: FormatSample) async throws {
        let found = try await identify(Array(sample.bytes.dropLast(6)), name: sample.name)
        #expect(found.format == .unknown)
        #expect(found.details?.contains("without an end") == true)
    }

    @Test func `no part of a sample brings the identifier down`() async throws {
        for sample in FormatSample.all {
            for length in stride(from: 0, to: min(sample.bytes.count, 700), by: 7) {
                _ = try await identify(Array(sample.bytes.prefix(length)), name: sample.name)
            }
        }
    }

    @Test func `a PDF/A is known wherever its metadata lies`() async throws {
        let large = FormatSample.pdf("1.7", level: "2b", padding: 600_000)
        #expect(try await identify(large).format.puid == "fmt/477")
    }

    @Test func `random bytes are unknown`() async throws {
        #expect(try await identify(ContentConformance.sample(5_000)) == .unknown)
        #expect(try await identify([]).format.puid == "av/0")
    }

    @Test func `the character set of a text is told`() async throws {
        #expect(try await identify(Array("abc\n".utf8)).details == "US-ASCII")
        #expect(try await identify(Array("søknad\n".utf8)).details == "UTF-8")
        #expect(try await identify([0x73, 0xF8, 0x6B]).details == "ISO-8859-1")
        // A character cut by the end of the window is no fault.
        let long = Array(String(repeating: "ø", count: FormatSource.windowBytes).utf8)
        #expect(try await identify([UInt8(ascii: "a")] + long).details == "UTF-8")
    }

    @Test func `older Office documents are told apart`() async throws {
        for (name, puid) in [("WordDocument", "fmt/40"), ("Workbook", "fmt/61"), ("PowerPoint Document", "fmt/126"), ("Annet", "fmt/111")] {
            var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504)
            (bytes[28], bytes[29], bytes[30], bytes[48]) = (0xFE, 0xFF, 9, 1)
            let entry: [UInt8] = name.utf8.flatMap { [$0, UInt8(0)] }
            bytes += [UInt8](repeating: 0, count: 512) + entry + [UInt8](repeating: 0, count: 512 - entry.count)
            #expect(try await identify(bytes).format.puid == puid)
        }
    }

    @Test func `every approved format of the regulation that has a mark is in the table`() {
        // By name or by application only: TIFF-FX has no mark in PRONOM.
        let missing = Arkivformat.godkjente.subtracting(FormatTable.all.map(\.puid))
        #expect(missing == ["fmt/156"])
        #expect(Set(FormatTable.all.map(\.puid)).count == FormatTable.all.count)
    }

    @Test func `a stored file is identified where it lies`() async throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("formats-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: root) }
        let disk = DiskThreads(threads: 2)
        let store = try ContentDirectory(root: root, disk: disk) { UUID().uuidString }
        let hamar = try #require(Organisasjonsnummer("970540008"))
        for sample in FormatSample.all {
            let stored = try await store.put(sample.bytes, kommune: hamar)
            let key = ContentKey(kommune: hamar, digest: stored.digest)
            let found = try await FormatIdentifier.identify(FormatSource(key, in: store, name: sample.name, disk: disk))
            #expect(found.format.puid == sample.puid, "\(sample)")
        }
    }

    @Test(.enabled(if: OutsideJudge.has("fido"), "no opf-fido among the Python tools"))
    func `fido finds the same`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fido-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for sample in FormatSample.all { try Data(sample.bytes).write(to: folder.appendingPathComponent(sample.name)) }
        let verdict = try await OutsideJudge.run(
            "python3",
            [
                "-W", "ignore", "-m", "fido.fido", "-q", "-matchprintf", "%(info.filename)s\t%(info.puid)s\t%(info.matchtype)s\n",
                "-recurse", folder.path,
            ])
        var found: [String: Set<String>] = [:]
        for line in verdict.output.split(separator: "\n") {
            let fields = line.split(separator: "\t").map(String.init)
            guard fields.count == 3 else { continue }
            found[String(fields[0].split(separator: "/").last ?? ""), default: []].insert(fields[1])
        }
        #expect(found.count > 60)
        for sample in FormatSample.all where sample.isKnownByBytes {
            #expect(found[sample.name]?.contains(sample.puid) == true, "\(sample): fido says \(found[sample.name] ?? [])")
        }
    }
}
