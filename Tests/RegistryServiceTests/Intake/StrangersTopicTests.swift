import CommitLog
import Contracts
import ServiceTestSupport
import ShardRuntime
import Testing

@testable import RegistryService

/// What partners do to their own topics concerns nobody else.
struct StrangersTopicTests {
    @Test func `a partner's topic that may not be had is an alarm of that partner's, is tried again, and stops nobody else`() async throws {
        let bench = IntakeBench(through: { RestrictedLog(log: $0) { $0.hasSuffix("inbound.forbudt") } })
        try await bench.prepare()
        let strangers = bench.strangers(["forbudt", "byggsak"])
        #expect(await strangers.look())
        #expect(strangers.isPresent(bench.inbound) && !strangers.isPresent(bench.topics.inbound("forbudt")))
        #expect(bench.report.all.map(\.topic) == [bench.topics.inbound("forbudt")])
        #expect(bench.report.all.first?.message.contains("authorization failed") == true)
        #expect(bench.metrics.exposition().contains("sakarkiv_intake_standing{"))
        #expect(await strangers.look())
        #expect(bench.lines.lines.count { $0.contains("cannot be had") } == 1)
        await bench.start()
        try await bench.write(["a"])
        #expect(try await bench.handedOn(1) == ["a"])
        await bench.stop()
    }

    @Test func `a partner's topic may have any partitions, and what comes to those it gets later is taken in`() async throws {
        let bench = IntakeBench()
        try await bench.prepare()
        try await bench.log.ensure([TopicSettings(name: bench.inbound, partitions: 5, retention: .forever)])
        await bench.start()
        try await bench.write(["a"], to: 4)
        #expect(try await bench.handedOn(1) == ["a"])
        bench.log.addPartitions(to: bench.inbound, count: 7)
        try await bench.write(["b"], to: 6)
        #expect(try await bench.handedOn(2) == ["a", "b"])
        #expect(bench.report.all.isEmpty)
        await bench.stop()
    }

    @Test func `a topic that was deleted is made again`() async throws {
        let bench = IntakeBench()
        try await bench.prepare()
        let strangers = await bench.start()
        try await bench.write(["a"])
        _ = try await bench.handedOn(1)
        bench.log.removeTopic(bench.inbound)
        #expect(await strangers.look() && strangers.isPresent(bench.inbound))
        try await bench.write(["b"])
        #expect(try await bench.handedOn(2) == ["a", "b"])
        await bench.stop()
    }

    @Test func `what was posted lies in a topic of ours and is taken in beside what the partner wrote`() async throws {
        let bench = IntakeBench()
        try await bench.prepare()
        // Posted to the partner's own topic by the version before, and not taken in yet.
        _ = await bench.strangers().look()
        try await bench.write(["before"], to: 1)
        try await bench.write(["posted"], to: 1, of: bench.posted)
        await bench.start()
        #expect(Set(try await bench.handedOn(2)) == ["before", "posted"])
        for reader in [ReaderName.intake("byggsak", 1), ReaderName.intake(posted: "byggsak", 1)] {
            try await eventually("the position of \(reader)") { try await bench.owners.position(of: reader)?.position == 1 ? true : nil }
        }
        await bench.stop()
        let again = IntakeBench(bench.log)
        try await again.prepare()
        await again.start()
        try await again.write(["after"], of: again.posted)
        #expect(try await again.handedOn(3).count == 3)
        await again.stop()
    }

    @Test func `lag and age tell of what waits, and of nothing once it is handed on`() async throws {
        let bench = IntakeBench()
        try await bench.prepare()
        await bench.start()
        try await bench.write(["a", "b"], to: 1)
        _ = try await bench.handedOn(2)
        try await eventually("no lag") {
            let isDone = bench.figures.all.contains { $0.place == TopicPartition(bench.inbound, 1) && $0.figure.position == 2 }
            return isDone && bench.figure("sakarkiv_input_lag", bench.inbound, 1) == "0" ? true : nil
        }
        #expect(bench.figure("sakarkiv_oldest_unanswered_seconds", bench.inbound, 1) == "0")
        try await eventually("the lag of what was posted") { bench.figure("sakarkiv_input_lag", bench.posted, 0) == "0" ? true : nil }
        await bench.stop()
        try await eventually("no figures of what is not read here any more") { bench.figures.all.isEmpty ? true : nil }
    }
}
