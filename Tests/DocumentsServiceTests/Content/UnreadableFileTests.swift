import Domain
import Foundation
import Glibc
import Observability
import ServiceKit
import Testing

@testable import DocumentsService

struct UnreadableFileTests {
    private let folder: DataFolder
    private let clock = ManualClock()
    private let lines = CapturedLog()
    private let metrics = MetricsRegistry()
    private let content: GuardedContent
    private let hamar: Organisasjonsnummer

    init() throws {
        folder = try DataFolder()
        hamar = try #require(Organisasjonsnummer("970540008"))
        let disk = DiskThreads(threads: 2)
        let logger = Logger(service: "documents", time: clock, sink: lines)
        let judge = ContentJudge(
            marker: ContentMarker(installation: "ours"), memory: ContentMemory(data: DataDirectory(folder.path), disk: disk),
            wasUsed: { false }, logger: logger)
        let directory = try ContentDirectory(root: folder.path + "/content", disk: disk, makesRoot: false) { UUID().uuidString }
        content = GuardedContent(
            ContentGate(directory, judge: judge, time: clock, logger: logger),
            unreadable: UnreadableFiles(metrics, time: clock, logger: logger))
    }

    private func stored(_ bytes: [UInt8]) async throws -> (key: ContentKey, path: String) {
        let key = ContentKey(kommune: hamar, digest: try await content.put(bytes, kommune: hamar).digest)
        return (key, try #require(content.path(of: key)))
    }

    private func counted() -> String? {
        metrics.exposition().split(separator: "\n").first { $0.hasPrefix("sakarkiv_content_unreadable_total ") }.map {
            String($0.dropFirst(34))
        }
    }

    @Test func `a file that is lost is called missing, counted and remembered until it is there again`() async throws {
        let (key, path) = try await stored([1, 2, 3])
        try FileManager.default.removeItem(atPath: path)
        let error = await #expect(throws: ContentError.self) { _ = try await content.byteCount(readable: key) }
        #expect(error?.code == .notFound)
        let problem = ProblemDetails.storedFile(try #require(error))
        #expect(problem?.status == 503 && problem?.errors.first?.code == "content_missing")
        #expect(problem?.headers.contains { $0.name == "Retry-After" && $0.value == "60" } == true)
        #expect(counted() == "1")
        #expect(content.unreadable.details["unreadableFiles"] == .int(1))
        #expect(lines.lines.contains { $0.contains("content_missing") && $0.contains(#""level":"error""#) })

        await content.unreadable.tryAgain(key, content)
        #expect(content.unreadable.details["unreadableFiles"] == .int(1), "it is still not there")
        _ = try await content.put([1, 2, 3], kommune: hamar)
        await content.unreadable.tryAgain(key, content)
        #expect(content.unreadable.details.isEmpty)
        #expect(lines.lines.contains { $0.contains("can be read again") })
    }

    @Test func `what lies there and is no file cannot be read`() async throws {
        let (key, path) = try await stored([1, 2, 3])
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let error = await #expect(throws: ContentError.self) { _ = try await content.open(key, range: nil) }
        #expect(error?.code == .unreadable)
        #expect(ProblemDetails.storedFile(try #require(error))?.status == 503)
    }

    @Test func `what the system's reasons mean for a stored file`() {
        let codes = [EIO, EACCES, EPERM, ESTALE, ENOTCONN, EMFILE].map { DiskCalls.readingError("reading", $0).code }
        #expect(codes == [.unreadable, .noAccess, .noAccess, .unavailable, .unavailable, .unavailable])
    }

    @Test func `many files that are lost at once are counted, and told in one line`() async throws {
        for number in 0..<(UnreadableFiles.limitRemembered + 20) {
            let (key, path) = try await stored([UInt8(number), 7])
            try FileManager.default.removeItem(atPath: path)
            await #expect(throws: ContentError.self) { _ = try await content.open(key, range: nil) }
        }
        #expect(counted() == "\(UnreadableFiles.limitRemembered + 20)")
        #expect(lines.lines.filter { $0.contains("a stored file cannot be read") }.count == 1)
        #expect(content.unreadable.details["unreadableFiles"] == .int(Int64(UnreadableFiles.limitRemembered)))
        #expect(content.unreadable.details["unreadable"]?.elements?.count == UnreadableFiles.limitNamed)
    }
}
