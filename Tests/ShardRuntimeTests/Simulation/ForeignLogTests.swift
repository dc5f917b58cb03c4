import CommitLog
import Domain
import Foundation
import ShardRuntime
import Testing

/// A store and a log that do not belong together: after a restored copy, an unclean election, a log of another installation.
@Suite struct ForeignLogTests {
    private func alarm(_ owner: PartitionOwner<CounterModel>, _ installation: Installation) throws -> ShardAlarm.Code? {
        owner.status.snapshot.alarms[try installation.hamar()]?.code
    }

    private func end(of installation: Installation) throws -> Int {
        try installation.log.records(of: TopicPartition(installation.topics.commits("counter"), 0)).count
    }

    /// A log, and beside it one that was the same up to a copy and went on otherwise, with the stores of the first.
    private func forked(
        before: Int, lost: Int, after: Int, _ use: (_ restored: Installation) async throws -> Void
    ) async throws {
        let first = try await Installation()
        let common = (0..<before).map { "common\($0)" }
        let old = try first.owner("old")
        let task = first.start(old)
        try await first.command(common)
        _ = try await first.receipts(for: common)
        let copy = first.copyOfLog()
        let gone = (0..<lost).map { "lost\($0)" }
        try await first.command(gone)
        _ = try await first.receipts(for: gone)
        // A receipt may be out before the store has the commit.
        try await eventually { old.status.snapshot.commits == before + lost }
        task.cancel()
        await task.value

        let restored = try await Installation(on: copy, root: first.root)
        let other = restored.start(try restored.owner("fresh"))
        let new = (0..<after).map { "new\($0)" }
        try await restored.command(new)
        _ = try await restored.receipts(for: new)
        other.cancel()
        await other.value
        try await use(restored)
        await restored.end()
        await first.end()
    }

    /// From before the copy 5 commands are common; with 0 the logs have nothing in common but their name.
    @Test(arguments: [(5, 1, 1), (5, 3, 3), (5, 3, 40), (5, 40, 3), (0, 3, 30), (0, 30, 3)])
    func `a store from a future that the log lost, or from beside it, raises the alarm also when the log has grown past it`(
        before: Int, lost: Int, after: Int
    ) async throws {
        try await forked(before: before, lost: lost, after: after) { restored in
            let length = try end(of: restored)
            let old = try restored.owner("old")
            let running = restored.start(old)
            try await eventually { (try? alarm(old, restored)) != nil }
            let code = try alarm(old, restored)
            #expect(code == .storeNotOfThisLog || code == .storeAheadOfLog)
            // Nothing of the municipality is appended, whatever is asked.
            try await restored.command(["afterwards"])
            try await Task.sleep(for: .milliseconds(50))
            #expect(try end(of: restored) == length)
            running.cancel()
            await running.value
        }
    }

    @Test func `after the operator's word the store is built anew and the municipality goes on with the log's history`() async throws {
        try await forked(before: 5, lost: 4, after: 30) { restored in
            let old = try restored.owner("old")
            restored.start(old)
            try await eventually { (try? alarm(old, restored)) != nil }
            await old.rebuild(try restored.hamar())
            try await restored.answer(["afterwards"])
            #expect(try alarm(old, restored) == nil)
            let numbers = try restored.history().flatMap { $0.body.events.compactMap { ($0.event as? NumberGiven)?.number } }
            #expect(numbers == Array(1...36))
        }
    }

    @Test func `a store from before goes on where it stood`() async throws {
        let installation = try await Installation()
        let first = installation.start(try installation.owner("a"))
        try await installation.answer(["a", "b"])
        first.cancel()
        await first.value
        let second = installation.start(try installation.owner("b"))
        try await installation.answer(["c", "d"])
        second.cancel()
        await second.value
        let owner = try installation.owner("a")
        installation.start(owner)
        try await installation.command(["e"])
        try await installation.expectExactlyOnce(["a", "b", "c", "d", "e"])
        #expect(try alarm(owner, installation) == nil)
        await installation.end()
    }

    @Test func `a log that loses its end under a running owner is not appended to as if nothing were`() async throws {
        let installation = try await Installation()
        let owner = try installation.owner("a")
        installation.start(owner)
        let names = (0..<6).map { "n\($0)" }
        for name in names {
            try await installation.answer([name])
        }
        let place = TopicPartition(installation.topics.commits("counter"), 0)
        try installation.log.loseEnd(of: place, from: 4)
        try await installation.command(["later"])
        try await eventually { owner.status.snapshot.alarms.values.contains(where: \.isOfAnotherHistory) }
        let names4 = try installation.history().flatMap { $0.body.events.compactMap { ($0.event as? NumberGiven)?.name } }
        #expect(!names4.contains("later"))
        await installation.end()
    }

    @Test func `a command topic that loses its end is read again, and what is written to it afterwards is answered`() async throws {
        let installation = try await Installation()
        let first = installation.start(try installation.owner("a"))
        let names = (0..<6).map { "n\($0)" }
        for name in names {
            try await installation.answer([name])
        }
        first.cancel()
        await first.value
        try installation.log.loseEnd(of: TopicPartition(installation.topics.commands("counter"), 0), from: 2)
        try await installation.command(["x"])
        let owner = try installation.owner("a")
        installation.start(owner)
        try await installation.command(["y"])
        try await installation.expectExactlyOnce(names + ["x", "y"])
        #expect(owner.status.snapshot.told.map(\.code) == [.inputShortened])
        // And when it has grown past what was known of it.
        try await installation.command(["z0", "z1", "z2", "z3", "z4"])
        try await installation.expectExactlyOnce(names + ["x", "y"] + (0..<5).map { "z\($0)" })
        await installation.end()
    }

    @Test func `a store of a program that kept no mark is known by its last commit`() async throws {
        try await forked(before: 5, lost: 3, after: 30) { restored in
            let file = try restored.root.appendingPathComponent("old/\(restored.hamar().rawValue).sqlite").path
            try StoreFile.forgetMark(file)
            let old = try restored.owner("old")
            restored.start(old)
            try await eventually { (try? alarm(old, restored)) != nil }
            #expect(try alarm(old, restored) == .storeNotOfThisLog)
        }
    }
}
