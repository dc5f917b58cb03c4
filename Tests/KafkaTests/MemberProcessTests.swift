import CommitLog
import Foundation
import Kafka
import LogConformance
import Synchronization
import Testing

/// A member that stops answering without a word: a process of its own, halted and killed.
@Suite(.enabled(if: KafkaBroker.isAvailable, KafkaBroker.whySkipped), .timeLimit(.minutes(5)))
struct MemberProcessTests {
    @Test func `a halted process loses its partitions, notices when it goes on, and gets its share again`() async throws {
        let fixture = try await KafkaFixture()
        let log = try fixture.openKafka()
        let topic = fixture.uniqueTopic()
        try await log.ensure([TopicSettings(name: topic, partitions: 4, retention: .forever)])
        let membership = try await log.join(group: topic, sharing: topic, as: "a")
        let mine = Mutex<Set<Int32>>([])
        let watch = Task { for await partitions in membership.assignments { mine.withLock { $0 = partitions } } }
        try await waitUntil { mine.withLock { $0 } == [0, 1, 2, 3] }

        let other = try MemberProcess(bootstrap: try await KafkaBroker.shared.value.bootstrap, topic: topic)
        try await waitUntil { mine.withLock { $0.count } == 2 && other.assignments.last?.count == 2 }
        let shared = other.assignments.count
        #expect(mine.withLock { $0 }.isDisjoint(with: other.assignments.last ?? []))

        other.signal(SIGSTOP)
        try await waitUntil { mine.withLock { $0 } == [0, 1, 2, 3] }
        other.signal(SIGCONT)
        try await waitUntil { mine.withLock { $0.count } == 2 && other.assignments.count > shared && other.assignments.last?.count == 2 }
        #expect(other.assignments.dropFirst(shared).first == [], "it was not told that it had lost them")

        other.signal(SIGKILL)
        try await waitUntil { mine.withLock { $0 } == [0, 1, 2, 3] }
        await membership.leave()
        await watch.value
        await fixture.finish()
    }

    /// Not a test but the other process of the test above, which starts this very program again for it.
    @Test(.enabled(if: MemberProcess.isThis, "is what another test starts as a process"))
    func `a member in a process of its own`() async throws {
        let environment = ProcessInfo.processInfo.environment
        let (bootstrap, topic) = (try #require(environment[MemberProcess.bootstrap]), try #require(environment[MemberProcess.topic]))
        let path = try #require(environment[MemberProcess.file])
        let file = try #require(FileHandle(forWritingAtPath: path))
        let log = try KafkaLog(.forTests(bootstrap))
        let membership = try await log.join(group: topic, sharing: topic, as: "b")
        let parent = getppid()
        let orphaned = Task {
            while getppid() == parent { try await Task.sleep(for: .milliseconds(200)) }
            await log.close()
        }
        for await partitions in membership.assignments {
            try file.write(contentsOf: Data((partitions.sorted().map(String.init).joined(separator: ",") + "\n").utf8))
        }
        orphaned.cancel()
    }
}

/// This test program once more, as a member of a group.
private final class MemberProcess: Sendable {
    static let bootstrap = "SAKARKIV_TEST_MEMBER_BOOTSTRAP"
    static let topic = "SAKARKIV_TEST_MEMBER_TOPIC"
    static let file = "SAKARKIV_TEST_MEMBER_FILE"
    static var isThis: Bool { ProcessInfo.processInfo.environment[topic] != nil }

    private let process: pid_t
    private let output: URL

    init(bootstrap: String, topic: String) throws {
        output = FileManager.default.temporaryDirectory.appending(path: "member-\(UUID().uuidString)")
        try Data().write(to: output)
        let child = Process()
        child.executableURL = try URL(filePath: FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        child.arguments = ["--testing-library", "swift-testing", "--filter", "MemberProcessTests.*process of its own"]
        child.environment = ProcessInfo.processInfo.environment.merging(
            [Self.bootstrap: bootstrap, Self.topic: topic, Self.file: output.path]) { $1 }
        child.standardInput = FileHandle.nullDevice
        child.standardOutput = FileHandle.nullDevice
        child.standardError = FileHandle.nullDevice
        try child.run()
        process = child.processIdentifier
    }

    deinit {
        signal(SIGKILL)
        // Nothing depends on the temporary file.
        try? FileManager.default.removeItem(at: output)
    }

    func signal(_ number: Int32) { kill(process, number) }

    /// What it was told so far.
    var assignments: [Set<Int32>] {
        // Gone with its process: then there is nothing more to see.
        let text = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
            Set(line.split(separator: ",").compactMap { Int32($0) })
        }
    }
}
