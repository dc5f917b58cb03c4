import CommitLog
import Domain
import Testing

@testable import ShardRuntime

/// Whoever reads somebody else's commits takes the same ones, wherever it begins.
@Suite struct FollowedLogTests {
    private let reader = ReaderName.follower("passive", of: "counter", 0)

    private struct Read {
        var commits: [Commit] = []
        var start: Offset = 0
        var isOfThisLog = true
        var mark: String?
    }

    /// Reads the counter's commits from a position to the end under that name.
    private func read(_ installation: Installation, from: Offset, mark: String? = nil) async throws -> Read {
        var limits = OwnerLimits.quick
        limits.checkpointRecords = 2
        let place = TopicPartition(installation.topics.commits("counter"), 0)
        let environment = try installation.environment("reader", limits: limits)
        let followed = try await FollowedLog(place, of: "counter", by: reader, from: from, mark: mark, in: environment)
        var read = Read(start: followed.start, isOfThisLog: followed.isOfThisLog)
        for record in try installation.log.records(of: place) where record.offset >= followed.start {
            do {
                read.commits += try await followed.accepted([record]).map(\.commit)
            } catch is CheckpointDoubted {
                // As the owner does, which then begins anew.
                return try await self.read(installation, from: from, mark: mark)
            }
            await followed.noteCheckpoint()
        }
        read.mark = followed.mark
        return read
    }

    private func end(_ installation: Installation) async throws -> Offset {
        try await installation.log.end(of: TopicPartition(installation.topics.commits("counter"), 0))
    }

    /// What was there when the reader was there last, then a fork that nobody has declared void, then what came after it.
    private func forked() async throws -> (Installation, middle: Offset) {
        let installation = try await Installation()
        let first = installation.start(try installation.owner("first"))
        for name in ["a", "b", "c", "d", "e", "f"] {
            try await installation.answer([name])
        }
        first.cancel()
        await first.value
        let middle = try await end(installation)
        _ = try await read(installation, from: 0)
        _ = try await installation.fork(from: 6, count: 1)
        installation.start(try installation.owner("first"))
        try await installation.answer(["g", "h"])
        return (installation, middle)
    }

    @Test func `a reader that begins right before a fork takes the municipality's own chain`() async throws {
        let (installation, middle) = try await forked()
        let whole = try installation.history().map(\.commit.header.sequence)
        #expect(whole == Array(0...7))
        let found = try await read(installation, from: middle)
        #expect(found.commits.map(\.header.sequence) == [6, 7])
        // What hangs casts doubt on the checkpoint: from the start it is known which branch is the municipality's.
        #expect(found.start == 0 && found.isOfThisLog)
        await installation.end()
    }

    @Test func `a reader whose checkpoints all lie after what it has handed over begins at the start of the log`() async throws {
        let (installation, _) = try await forked()
        let found = try await read(installation, from: 1)
        #expect(found.start == 0)
        #expect(found.commits.map(\.header.sequence) == Array(0...7))
        await installation.end()
    }

    @Test func `a reader that is a little behind its last checkpoint begins at an earlier one`() async throws {
        let installation = try await Installation()
        installation.start(try installation.owner("first"))
        for number in 0..<8 { try await installation.answer(["n\(number)"]) }
        _ = try await read(installation, from: 0)
        let found = try await read(installation, from: 6)
        #expect(found.start > 0 && found.start <= 6)
        #expect(found.commits.map(\.header.sequence) == [5, 6, 7])
        await installation.end()
    }

    @Test(arguments: [(UInt64(90), UInt64(1)), (2, 1), (3, 1), (3, 0)])
    func `a checkpoint that somebody else wrote hides no commit`(next: UInt64, epoch: UInt64) async throws {
        let installation = try await Installation()
        let kommune = try installation.hamar()
        installation.start(try installation.owner("first"))
        for number in 0..<6 { try await installation.answer(["n\(number)"]) }
        let place = TopicPartition(installation.topics.commits("counter"), 0)
        let mark = try #require(try await PrecedingRecord.before(4, in: place, of: installation.log, SnapshotLimits())?.mark)
        var forged = Checkpoint(position: 4, mark: mark, fold: AcceptanceFold(epoch: epoch))
        forged.tips = [kommune.rawValue: Checkpoint.Tip(next: next, hash: String(repeating: "0", count: 64))]
        let owners = OwnerDirectory(log: installation.log, topics: installation.topics)
        try await owners.note(CheckpointNote(checkpoints: [forged]), of: reader)
        let found = try await read(installation, from: 4)
        #expect(found.commits.map(\.header.sequence) == [3, 4, 5])
        await installation.end()
    }

    @Test(arguments: [0, 40]) func `a reader whose log has lost its end goes on from where both were the same`(later: Int) async throws {
        let installation = try await Installation()
        let first = installation.start(try installation.owner("first"))
        for number in 0..<10 { try await installation.answer(["n\(number)"]) }
        first.cancel()
        await first.value
        let before = try await read(installation, from: 0)
        let end = try await end(installation)
        try installation.log.loseEnd(of: TopicPartition(installation.topics.commits("counter"), 0), from: end - 3)
        installation.start(try installation.owner("fresh"))
        let new = (0..<later).map { "new\($0)" }
        if later > 0 {
            try await installation.answer(new)
            #expect(try await self.end(installation) > end)
        }
        let found = try await read(installation, from: end, mark: before.mark)
        #expect(!found.isOfThisLog)
        #expect(found.start > 0 && found.start <= end - 3)
        let expected = try installation.history().filter { $0.header.sequence >= found.commits.first?.header.sequence ?? .max }
        #expect(found.commits.map(\.hash) == expected.map(\.commit.hash))
        await installation.end()
    }
}
