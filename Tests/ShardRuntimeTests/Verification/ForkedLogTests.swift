import CommitLog
import Contracts
import Domain
import Foundation
import Testing

@testable import ShardRuntime

/// The story: an older log was restored, and an owner whose store came from the time before went on with a history that the log does not have.
@Suite struct ForkedLogTests {
    private func scan(_ installation: Installation) -> BranchScan {
        BranchScan(
            service: "counter", log: installation.log, topics: installation.topics,
            decisions: Decisions(log: installation.log, topics: installation.topics))
    }

    private func verify(_ owner: PartitionOwner<CounterModel>, _ installation: Installation) async throws -> VerificationReport {
        let environment = await owner.environment
        return try #require(
            try await ShardVerifier(model: CounterModel(), environment: environment).verify(
                try installation.hamar(), reads: ShardReads(directory: environment.directory)))
    }

    @discardableResult
    private func void(_ range: ClosedRange<Offset>, _ installation: Installation) async throws -> VoidDecision {
        try await scan(installation).void(
            range, of: try installation.hamar(), because: "restored log", by: "drift", id: "d1", at: Tidspunkt(milliseconds: 1)
        ).decision
    }

    @Test func `a gap stops the municipality for every reader until the hanging commits are declared void`() async throws {
        let installation = try await Installation()
        let kommune = try installation.hamar()
        let owner = try installation.owner("first")
        installation.start(owner)
        try await installation.answer(["a", "b"])
        let range = try await installation.fork(from: 7, count: 2)
        try await eventually { owner.status.snapshot.alarms[kommune]?.code == .sequenceGap }

        let damaged = try await verify(owner, installation)
        #expect(damaged.chainFault?.contains("sakarkiv log branches") == true)
        #expect(damaged.hanging == 1)
        let found = try await scan(installation).run(partition: 0)
        #expect(found.branches.map(\.commits) == [2])
        #expect(found.branches.map(\.parent) == [nil])
        #expect(found.hanging.map(\.cause.id) == ["lost-0", "lost-1"])

        let decision = try await void(range, installation)
        #expect(decision.commits.map(\.offset) == Array(range))
        await owner.rebuild(kommune)
        try await eventually { owner.status.snapshot.alarms.isEmpty && owner.status.snapshot.phase == .owner }
        try await installation.command(["c"])
        try await installation.expectExactlyOnce(["a", "b", "c"])
        let mended = try await verify(owner, installation)
        #expect(mended.isRight)
        #expect(mended.hanging == 0)
        #expect(mended.voided == 2)
        await installation.end()
    }

    @Test func `a reader that begins with nothing applies a mended log to its end`() async throws {
        let installation = try await Installation()
        let first = installation.start(try installation.owner("first"))
        try await installation.answer(["a", "b"])
        first.cancel()
        await first.value
        try await void(try await installation.fork(from: 9, count: 3), installation)
        let second = try installation.owner("second")
        installation.start(second)
        try await installation.command(["c"])
        try await installation.expectExactlyOnce(["a", "b", "c"])
        #expect(second.status.snapshot.alarms.isEmpty)
        await installation.end()
    }

    @Test func `commits that only hang are passed over; a proof tells of them, and they can be void as well`() async throws {
        let installation = try await Installation()
        let before = try installation.owner("first")
        let first = installation.start(before)
        try await installation.answer(["a", "b", "c"])
        first.cancel()
        await first.value
        let range = try await installation.fork(from: 1, count: 2)
        let damaged = try await verify(before, installation)
        #expect(damaged.chainFault == nil || damaged.commits == 3)
        #expect(damaged.hanging == 2)
        // A publisher that starts in the middle knows no tips: only the decision tells it what it must not take.
        try await void(range, installation)
        let owner = try installation.owner("first")
        installation.start(owner)
        try await installation.command(["d"])
        try await installation.expectExactlyOnce(["a", "b", "c", "d"])
        try await eventually { owner.status.snapshot.commits == 1 }
        let mended = try await verify(owner, installation)
        #expect(mended.isRight)
        #expect((mended.hanging, mended.voided) == (0, 2))
        await installation.end()
    }

    @Test func `only what hangs can be void, and only once`() async throws {
        let installation = try await Installation()
        let first = installation.start(try installation.owner("first"))
        try await installation.answer(["a", "b"])
        first.cancel()
        await first.value
        let range = try await installation.fork(from: 9, count: 2)
        await #expect(throws: BranchScan.Refusal.followed(offset: 1, sequence: 0)) { try await void(0...range.upperBound, installation) }
        await #expect(throws: BranchScan.Refusal.nothingHangs) {
            try await void((range.upperBound + 1)...(range.upperBound + 9), installation)
        }
        try await void(range, installation)
        await #expect(throws: BranchScan.Refusal.isVoid) { try await void(range, installation) }
        #expect(
            try await Decisions(log: installation.log, topics: installation.topics).all(of: "counter").map(\.reason) == ["restored log"])
        await installation.end()
    }

    @Test func `the decision that is shown as an example is read and written as it stands`() throws {
        let example = try #require(Contracts.examples(of: "void-decision").first { $0.name.hasPrefix("valid-") })
        let decision: VoidDecision = try JSONBytes.decode(example.content)
        #expect(decision.commits.map(\.offset) == [7_197, 7_276])
        #expect(try JSONReader.read(try JSONBytes.encode(decision)) == JSONReader.read(example.content))
    }
}
