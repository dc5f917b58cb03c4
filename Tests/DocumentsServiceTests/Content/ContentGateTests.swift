import Domain
import Dispatch
import Foundation
import Observability
import ServiceKit
import ServiceTestSupport
import Synchronization
import Testing

@testable import DocumentsService

struct ContentGateTests {
    /// One machine of an installation: a data directory, a mount point, and what the log says.
    private final class Bench: Sendable {
        let folder: DataFolder
        let clock = ManualClock()
        let lines = CapturedLog()
        let metrics = MetricsRegistry()
        let disk = DiskThreads(threads: 4)
        let wasUsed = Mutex(false)
        let hamar: Organisasjonsnummer
        var root: String { folder.path + "/mount/content" }

        init() throws {
            folder = try DataFolder()
            hamar = try #require(Organisasjonsnummer("970540008"))
            try FileManager.default.createDirectory(atPath: folder.path + "/mount", withIntermediateDirectories: false)
        }

        var logger: Logger { Logger(service: "documents", time: clock, sink: lines) }

        func gate(
            _ storage: (any MarkedStorage)? = nil, installation: String = "ours", formerly: Set<String> = [], machine: String = ""
        ) throws -> ContentGate {
            let data = "\(folder.path)/data\(machine)"
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
            let judge = ContentJudge(
                marker: ContentMarker(installation: installation), memory: ContentMemory(data: DataDirectory(data), disk: disk),
                wasUsed: { [self] in wasUsed.withLock { $0 } }, logger: logger, formerly: formerly)
            return ContentGate(try storage ?? directory(), judge: judge, time: clock, logger: logger)
        }

        func directory() throws -> ContentDirectory {
            try ContentDirectory(root: root, disk: disk, makesRoot: false) { UUID().uuidString }
        }

        func content(_ gate: ContentGate) -> GuardedContent {
            GuardedContent(gate, unreadable: UnreadableFiles(metrics, time: clock, logger: logger))
        }

        /// The share is not mounted: its files are elsewhere, and what is seen is an empty directory.
        func unmount() throws {
            try FileManager.default.moveItem(atPath: root, toPath: folder.path + "/elsewhere")
            try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: false)
        }

        func mount() throws {
            try FileManager.default.removeItem(atPath: root)
            try FileManager.default.moveItem(atPath: folder.path + "/elsewhere", toPath: root)
        }

        var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: root).sorted() } }
    }

    private func refused(_ call: () async throws -> Void) async -> ContentError.Code? {
        let error = await #expect(throws: ContentError.self) { try await call() }
        return error?.code
    }

    @Test func `a new installation marks the place for its files, and finds it again`() async throws {
        let bench = try Bench()
        #expect(await (try bench.gate()).finding() == .available)
        #expect(try bench.names == [ContentMarker.name])
        let text = try String(contentsOfFile: "\(bench.root)/\(ContentMarker.name)", encoding: .utf8)
        #expect(text == "{\"installation\":\"ours\"}\n")
        #expect(await (try bench.gate()).finding() == .available)
    }

    @Test func `several machines of an installation that begin at once agree`() async throws {
        let bench = try Bench()
        let gates = try (1...8).map { try bench.gate(machine: "\($0)") }
        let found = await withTaskGroup(of: ContentGate.Finding.self) { group in
            for gate in gates { group.addTask { await gate.finding() } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(found == Array(repeating: .available, count: 8))
        #expect(try bench.names == [ContentMarker.name])
    }

    @Test func `of two installations that begin at one place one has it, and the other is told whose it is`() async throws {
        let bench = try Bench()
        let (first, second) = (try bench.gate(), try bench.gate(installation: "theirs", machine: "2"))
        async let one = first.finding()
        async let other = second.finding()
        let found = await [one, other]
        #expect(found.contains(.available))
        #expect(found.contains(.foreign("ours")) || found.contains(.foreign("theirs")))
    }

    @Test func `nothing is written under a share that is not mounted, and all goes on when it is back`() async throws {
        let bench = try Bench()
        let gate = try bench.gate()
        let content = bench.content(gate)
        let stored = try await content.put([1, 2, 3], kommune: bench.hamar)
        let key = ContentKey(kommune: bench.hamar, digest: stored.digest)
        let upload = try #require(UploadKey(kommune: bench.hamar, name: "u1"))
        try bench.unmount()

        #expect(await refused { _ = try await content.put([4], kommune: bench.hamar) } == .unavailable)
        #expect(await refused { _ = try await content.append(ContentBytes([4]), to: upload, at: 0, byteLimit: 10) } == .unavailable)
        #expect(await refused { _ = try await content.finish(upload, expected: nil) } == .unavailable)
        #expect(await refused { _ = try await content.open(key, range: nil) } == .unavailable)
        // That it is not there must not be believed: whoever believed it would fetch, remove or report it.
        #expect(await refused { _ = try await content.byteCount(of: key) } == .unavailable)
        #expect(await refused { _ = try await content.remove(key) } == .unavailable)
        #expect(await refused { _ = try await content.list(bench.hamar, after: nil, limit: 1) } == .unavailable)
        #expect(try bench.names.isEmpty)
        let told = bench.lines.lines.filter { $0.contains("content_away") }
        #expect(told.count == 1 && told[0].contains(#""level":"error""#), "\(bench.lines.lines)")

        try bench.mount()
        #expect(try await content.put([4], kommune: bench.hamar).byteCount == 1)
        #expect(try await content.read(key, 0..<3) == [1, 2, 3])
        #expect(bench.lines.lines.contains { $0.contains("available again") })
    }

    @Test func `a look is not older than the limit when somebody reads`() async throws {
        let bench = try Bench()
        let content = bench.content(try bench.gate())
        _ = try await content.put([1], kommune: bench.hamar)
        try bench.unmount()
        #expect(content.gate.lastFinding == .available)
        bench.clock.advance(by: ContentGate.limitLookAge)
        #expect(await refused { _ = try await content.list(bench.hamar, after: nil, limit: 1) } == .unavailable)
    }

    @Test func `a service that starts while the share is not mounted waits for it`() async throws {
        let bench = try Bench()
        #expect(await (try bench.gate()).finding() == .available)
        try bench.unmount()
        let gate = try bench.gate()
        guard case .away(let reason) = await gate.finding() else {
            Issue.record("an empty directory was taken for the files")
            return
        }
        #expect(reason.contains("is the share mounted?") && !reason.contains(bench.root))
        try bench.mount()
        bench.clock.advance(by: ContentGate.limitLookAge)
        #expect(await gate.finding() == .available)
    }

    @Test func `a new machine does not take an empty directory for the files that the log speaks of`() async throws {
        let bench = try Bench()
        bench.wasUsed.withLock { $0 = true }
        guard case .away = await (try bench.gate()).finding() else {
            Issue.record("an empty directory was taken for the files")
            return
        }
        #expect(!FileManager.default.fileExists(atPath: bench.root), "the directory above the files was made")
    }

    @Test func `files of a version without markers are taken over, and that is said`() async throws {
        let bench = try Bench()
        bench.wasUsed.withLock { $0 = true }
        let older = try ContentDirectory(root: bench.root, disk: bench.disk) { UUID().uuidString }
        let stored = try await older.put([1, 2, 3], kommune: bench.hamar)
        let content = bench.content(try bench.gate())
        #expect(try await content.read(ContentKey(kommune: bench.hamar, digest: stored.digest), 0..<3) == [1, 2, 3])
        #expect(bench.lines.lines.contains { $0.contains("were marked as this installation's") })
        #expect(try bench.names.contains(ContentMarker.name))
    }

    @Test func `files of another installation are neither read nor written`() async throws {
        let bench = try Bench()
        #expect(await (try bench.gate(installation: "theirs", machine: "2")).finding() == .available)
        let content = bench.content(try bench.gate())
        #expect(await content.gate.finding() == .foreign("theirs"))
        #expect(await refused { _ = try await content.put([1], kommune: bench.hamar) } == .unavailable)
        #expect(try bench.names == [ContentMarker.name])
        #expect(bench.lines.lines.contains { $0.contains("content_of_another_installation") && $0.contains("theirs") })
    }

    @Test func `a share whose server hangs is said to be away, and whoever comes later is told at once`() async throws {
        let bench = try Bench()
        // One thread, and it is taken: every call to the disk waits, as it does for a server that is gone.
        let (disk, isBack) = (DiskThreads(threads: 1), DispatchSemaphore(value: 0))
        let held = Task { try await disk.run { isBack.wait() } }
        let storage = try ContentDirectory(root: bench.root, disk: disk, makesRoot: false) { UUID().uuidString }
        let content = bench.content(try bench.gate(storage))
        async let first = content.gate.finding()
        await bench.clock.waitForSleepers(1)
        bench.clock.advance(by: ContentGate.limitLookDuration)
        guard case .away(let reason) = await first else {
            Issue.record("nobody answered, and the files were said to be there")
            return
        }
        #expect(reason.contains("does not answer within"))
        #expect(await refused { _ = try await content.put([1], kommune: bench.hamar) } == .unavailable)
        isBack.signal()
        try await held.value
        try await eventually("the files") { await content.gate.finding(notOlderThan: .zero) == .available ? true : nil }
    }

    @Test func `an installation that got another name keeps its files, also on machines that never had the old one`() async throws {
        let bench = try Bench()
        #expect(await (try bench.gate(installation: "random")).finding() == .available)
        #expect(await (try bench.gate(installation: "named", formerly: ["random"])).finding() == .available)
        #expect(await (try bench.gate(installation: "named", formerly: ["another"], machine: "2")).finding() == .available)
        #expect(await (try bench.gate(installation: "random", machine: "3")).finding() == .foreign("named"))
    }

    @Test func `a marker that nobody can read is nobody's`() async throws {
        let bench = try Bench()
        #expect(await (try bench.gate()).finding() == .available)
        try Data("{".utf8).write(to: URL(fileURLWithPath: "\(bench.root)/\(ContentMarker.name)"))
        guard case .away(let reason) = await (try bench.gate()).finding() else {
            Issue.record("half a marker was believed")
            return
        }
        #expect(reason.contains(ContentMarker.name))
    }
}
