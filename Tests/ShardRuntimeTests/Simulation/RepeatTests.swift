import CommitLog
import Crypto
import Domain
import Foundation
import SQLite
@testable import ShardRuntime
import Testing

@Suite struct RepeatTests {
    @Test func `a command delivered twice gets the old number and the same receipt`() async throws {
        let installation = try await Installation()
        installation.start(try installation.owner("first"))
        try await installation.command(["a", "b", "a"])
        try await installation.command(["a", "c"])
        try await installation.expectExactlyOnce(["a", "b", "c"])
        #expect(try installation.history().count == 5)
        await installation.end()
    }

    @Test func `the same id with other content is refused`() async throws {
        let installation = try await Installation()
        let kommune = try installation.hamar()
        installation.start(try installation.owner("first"))
        try await installation.answer(["a"])
        _ = try await installation.log.append(
            [
                CommandRecord.make(
                    kommune: kommune, type: "number", payload: Array("other".utf8), source: "/test", id: "a",
                    digest: SHA256.hex(Array("other".utf8)), traceparent: nil)
            ], to: TopicPartition(installation.topics.commands("counter"), 0))
        try await installation.answer(["b"])
        let receipts = try await installation.receipts(for: ["a"])
        #expect(receipts["a"]?.map(\.type) == ["numbered", "conflict"])
        await installation.end()
    }

    @Test func `a refusal and a defect are commits too, and do not take a number`() async throws {
        let installation = try await Installation()
        installation.start(try installation.owner("first"))
        try await installation.command(["a", "refuse", "defect", "b"])
        let receipts = try await installation.receipts(for: ["a", "refuse", "defect", "b"])
        #expect(receipts["refuse"]?.map(\.type) == ["refused"])
        #expect(receipts["defect"]?.map(\.type) == ["defect"])
        #expect(receipts["b"]?.first?.data == .json(.int(2)))
        #expect(try installation.history().map(\.header.sequence) == [0, 1, 2, 3])
        await installation.end()
    }

    @Test func `a store that is lost is built again from the log and goes on`() async throws {
        let installation = try await Installation()
        let first = installation.start(try installation.owner("first"))
        try await installation.answer(["a", "b"])
        first.cancel()
        await first.value
        try FileManager.default.removeItem(at: installation.root.appendingPathComponent("first"))
        installation.start(try installation.owner("first"))
        try await installation.command(["c"])
        try await installation.expectExactlyOnce(["a", "b", "c"])
        await installation.end()
    }

    @Test func `a damaged store is put aside and built again from the log`() async throws {
        let installation = try await Installation()
        let first = installation.start(try installation.owner("first"))
        try await installation.answer(["a", "b"])
        first.cancel()
        await first.value
        let folder = installation.root.appendingPathComponent("first")
        let file = folder.appendingPathComponent("970540008.sqlite")
        try Data(repeating: 0x5A, count: 40_000).write(to: file)
        let owner = try installation.owner("first")
        installation.start(owner)
        try await installation.command(["c"])
        try await installation.expectExactlyOnce(["a", "b", "c"])
        #expect(owner.status.snapshot.damaged.map(\.code) == [.storeDamaged])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).contains { $0.contains("damaged") })
        await installation.end()
    }

    @Test func `a store that is ahead of the log is a named alarm and is left as it is`() async throws {
        let ahead = try await Installation()
        let before = try ahead.owner("first")
        let first = ahead.start(before)
        try await ahead.command(["a", "b", "c"])
        // A receipt may be out before the store has the commit: the log decides, not the store.
        try await eventually { before.status.snapshot.commits == 3 }
        first.cancel()
        await first.value
        // The same files under a log that has lost its records: only the identity is the same.
        let cut = MemoryLog(identity: ahead.log.identity)
        try await cut.ensure(ahead.topics.settings(of: "counter") + ahead.topics.settings(ofPartner: "p"))
        let owner = try ahead.owner("first", handle: cut)
        ahead.start(owner)
        try await eventually { !owner.status.snapshot.alarms.isEmpty }
        #expect(owner.status.snapshot.alarms.values.map(\.code) == [.storeAheadOfLog])
        await ahead.end()
    }
}

@Suite struct WrongPartitionTests {
    @Test func `a command for a municipality of another partition is set aside, and nothing is opened for it`() async throws {
        let installation = try await Installation(partitions: 2)
        let hamar = try installation.hamar()
        let own = installation.topics.partition(of: hamar.rawValue)
        let foreign = try #require(
            ["964950679", "974760673", "940330408", "940330599"].compactMap { Organisasjonsnummer($0) }.first {
                installation.topics.partition(of: $0.rawValue) != own
            })
        let owner = PartitionOwner(model: CounterModel(), partition: own, environment: try installation.environment("first"))
        installation.start(owner)
        for (kommune, name) in [(foreign, "stray"), (hamar, "a")] {
            _ = try await installation.log.append(
                [
                    CommandRecord.make(
                        kommune: kommune, type: "number", payload: Array(name.utf8), source: "/test", id: name,
                        digest: SHA256.hex(Array(name.utf8)), traceparent: nil)
                ], to: TopicPartition(installation.topics.commands("counter"), own))
        }
        let quarantine = TopicPartition(installation.topics.quarantine("counter"), 0)
        try await eventually { owner.status.snapshot.commits == 1 }
        let aside = try installation.log.records(of: quarantine).compactMap(\.value).map { String(decoding: $0, as: UTF8.self) }
        #expect(aside.count == 1 && aside.first?.contains("wrong_partition") == true)
        #expect(try await owner.environment.directory.shards() == [hamar])
        #expect(owner.status.snapshot.alarms.isEmpty)
        await installation.end()
    }
}

@Suite struct FollowingTests {
    @Test func `a follower passes over what asks for nothing without losing its ownership`() async throws {
        // The story: a round in which no input asked for a commit left its transaction open, and the next round could not begin one.
        let installation = try await Installation()
        let follower = try await installation.follower("follower")
        installation.start(follower)
        installation.start(try installation.owner("first"))
        for name in ["a", "b", "c", "d"] {
            try await installation.answer([name])
        }
        let upstream = TopicPartition(installation.topics.commits("counter"), 0)
        let end = try await installation.log.end(of: upstream)
        try await eventually { follower.status.snapshot.inputs[upstream]?.position == end }
        #expect(follower.status.snapshot.epoch == 1)
        #expect(follower.status.snapshot.commits == 1)
        await installation.end()
    }
}

@Suite struct VerificationTests {
    @Test func `a store is proved against its log while the owner goes on, and a changed row is told`() async throws {
        let installation = try await Installation()
        let owner = try installation.owner("first")
        installation.start(owner)
        try await installation.answer(["a", "b", "c"])
        let kommune = try installation.hamar()
        let environment = await owner.environment
        let verifier = ShardVerifier(model: CounterModel(), environment: environment)
        let right = try #require(try await verifier.verify(kommune, reads: ShardReads(directory: environment.directory)))
        #expect(right.isRight && right.commits == 3)
        let tampering = try Database(path: environment.directory.file(of: kommune))
        try tampering.run("UPDATE numbered SET name = 'x' WHERE number = 2")
        let wrong = try #require(try await verifier.verify(kommune, reads: ShardReads(directory: environment.directory)))
        #expect(!wrong.isRight && wrong.chainFault == nil)
        #expect(wrong.tables.filter { !$0.isEqual }.map(\.name) == ["numbered"])
        #expect(wrong.differences.contains { $0.contains("x") })
        await installation.end()
    }
}
