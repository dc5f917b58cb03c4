import CommitLog
import Domain
import Testing

@testable import ShardRuntime

/// Whoever reads somebody else's commits takes the same ones, wherever it begins.
@Suite struct FollowedLogTests {
    private let reader = ReaderName.follower("passive", of: "counter", 0)

    /// Reads the counter's commits from `from` to the end under that name; returns what was handed over and where reading began.
    private func read(_ installation: Installation, from: Offset) async throws -> (commits: [Commit], start: Offset) {
        var limits = OwnerLimits.quick
        limits.checkpointRecords = 2
        let place = TopicPartition(installation.topics.commits("counter"), 0)
        let followed = try await FollowedLog(
            place, of: "counter", by: reader, from: from, in: try installation.environment("reader", limits: limits))
        var commits: [Commit] = []
        for record in try installation.log.records(of: place) where record.offset >= followed.start {
            if let commit = followed.accepted(record) { commits.append(commit) }
            await followed.noteCheckpoint()
        }
        return (commits, followed.start)
    }

    private func end(_ installation: Installation) async throws -> Offset {
        try await installation.log.end(of: TopicPartition(installation.topics.commits("counter"), 0))
    }

    /// What was there when the reader was there last, then a fork that nobody has declared void, then what came after it.
    private func forked() async throws -> (Installation, middle: Offset) {
        let installation = try await Installation()
        let first = installation.start(try installation.owner("first"))
        for name in ["a", "b", "c", "d", "e", "f"] {
            try await installation.command([name])
            _ = try await installation.receipts(for: [name])
        }
        first.cancel()
        await first.value
        let middle = try await end(installation)
        _ = try await read(installation, from: 0)
        _ = try await installation.fork(from: 6, count: 1)
        installation.start(try installation.owner("first"))
        try await installation.command(["g", "h"])
        _ = try await installation.receipts(for: ["g", "h"])
        return (installation, middle)
    }

    @Test func `a reader that begins right before a fork takes the municipality's own chain`() async throws {
        let (installation, middle) = try await forked()
        let whole = try installation.history().map(\.commit.header.sequence)
        #expect(whole == Array(0...7))
        let (commits, start) = try await read(installation, from: middle)
        #expect(commits.map(\.header.sequence) == [6, 7])
        #expect(start > 0 && start < middle)
        await installation.end()
    }

    @Test func `a reader whose checkpoint lies after what it has handed over begins at the start of the log`() async throws {
        let (installation, _) = try await forked()
        let (commits, start) = try await read(installation, from: 1)
        #expect(start == 0)
        #expect(commits.map(\.header.sequence) == Array(0...7))
        await installation.end()
    }

    @Test func `a reader does not go on in a log that has lost its end`() async throws {
        let (installation, _) = try await forked()
        let beyond = try await end(installation) + 1
        await #expect(throws: LogError.self) { try await read(installation, from: beyond) }
        await installation.end()
    }
}
