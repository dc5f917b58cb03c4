import CommitLog
import Contracts
import Observability
import ServiceTestSupport
import ShardRuntime
import Testing

@testable import RegistryService

/// Messages that go before anybody has read them are counted, told of, and shown: never passed over without a word.
struct ExpiryTests {
    @Test func `where reading begins follows from the position and from what is kept`() {
        #expect(IntakeBeginning(noted: nil, start: 0, end: 0) == .firstLook)
        #expect(IntakeBeginning(noted: nil, start: 7, end: 9) == .firstLook)
        #expect(IntakeBeginning(noted: 7, start: 7, end: 9) == .goesOn)
        #expect(IntakeBeginning(noted: 9, start: 7, end: 9) == .goesOn)
        #expect(IntakeBeginning(noted: 3, start: 7, end: 9) == .expired(from: 3, to: 6))
        #expect(IntakeBeginning(noted: 3, start: 9, end: 9) == .expired(from: 3, to: 8))
        #expect(IntakeBeginning(noted: 12, start: 0, end: 3) == .madeAnew)
    }

    /// The operator's drill: the registry stopped, 40 messages written, 24 of them removed, the registry started: 24 were lost without a word.
    @Test func `messages that expired while nobody read are counted once, told with their offsets, and shown`() async throws {
        let first = IntakeBench()
        try await first.prepare()
        await first.start()
        try await first.write(["a", "b"])
        #expect(try await first.handedOn(2) == ["a", "b"])
        try await eventually("the position") {
            try await first.owners.position(of: ReaderName.intake("byggsak", 0))?.position == 2 ? true : nil
        }
        await first.stop()
        try await first.write((0..<40).map { "m\($0)" })
        try first.log.remove(before: 26, of: TopicPartition(first.inbound, 0))

        let second = IntakeBench(first.log)
        try await second.prepare()
        await second.start()
        #expect(try await second.handedOn(18).suffix(16) == (24..<40).map { "m\($0)" }[...])
        #expect(second.figure("sakarkiv_inbound_expired_total", second.inbound, 0) == "24")
        #expect(second.figure("sakarkiv_inbound_expired_total", second.inbound, 1) == "0")
        let line = try #require(second.lines.lines.first { $0.contains("removed from a topic before they were read") })
        #expect(line.contains("\"from\":2") && line.contains("\"to\":25") && line.contains("\"offsets\":24"))
        let alarm = try #require(second.report.all.first)
        #expect(alarm.code == "expired_unread" && alarm.topic == second.inbound && alarm.partition == 0)
        #expect(alarm.message.contains("2 to 25"))
        let health = await second.health.readiness()
        let entry = try #require(health.entries.first { $0.name == "intake" })
        #expect(entry.status.isHealthy && entry.status.details["\(second.inbound)/0"]?[0]?.text?.contains("expired_unread") == true)
        await second.stop()

        // Whoever reads on later knows of it, and does not count it again.
        let third = IntakeBench(first.log)
        try await third.prepare()
        await third.start()
        try await third.write(["z"])
        _ = try await third.handedOn(19)
        #expect(third.figure("sakarkiv_inbound_expired_total", third.inbound, 0) == "24")
        #expect(third.report.all.map(\.code) == ["expired_unread"])
        #expect(!third.lines.lines.contains { $0.contains("before they were read") })
        await third.stop()
    }

    @Test func `a beginning that is gone at the first look is no loss; what goes afterwards is one, also where nothing was read`()
        async throws
    {
        let first = IntakeBench()
        try await first.prepare()
        _ = await first.strangers().look()
        try await first.write((0..<5).map { "m\($0)" })
        try first.log.remove(before: 5, of: TopicPartition(first.inbound, 0))
        await first.start()
        try await eventually("a position in both partitions") {
            let noted = try await first.owners.position(of: ReaderName.intake("byggsak", 0))?.position
            return noted == 5 ? try await first.owners.position(of: ReaderName.intake("byggsak", 1)) : nil
        }
        await first.stop()
        #expect(first.report.all.isEmpty && first.lines.lines.count { $0.contains("read for the first time") } == 1)
        try await first.write(["x", "y"], to: 1)
        try first.log.remove(before: 2, of: TopicPartition(first.inbound, 1))
        let second = IntakeBench(first.log)
        try await second.prepare()
        await second.start()
        try await eventually("the count") { second.figure("sakarkiv_inbound_expired_total", second.inbound, 1) == "2" ? true : nil }
        await second.stop()
    }

    @Test func `a topic that was made anew is read from its start`() async throws {
        let first = IntakeBench()
        try await first.prepare()
        let strangers = await first.start()
        try await first.write((0..<5).map { "old\($0)" })
        _ = try await first.handedOn(5)
        first.log.removeTopic(first.inbound)
        _ = await strangers.look()
        try await first.write(["new"])
        #expect(try await first.handedOn(6).last == "new")
        await first.stop()
    }

    @Test func `a message of ours that nears the end of its time is an alarm`() async throws {
        let bench = IntakeBench()
        let now = SystemClock().now().milliseconds
        let source = IntakeSource.posted(IntakeBench.partner, bench.topics)
        bench.figures.began(source, 0, PositionNote(position: 3), end: 5)
        bench.figures.took(TopicPartition(bench.posted, 0), writtenAt: now - 19 * 86_400_000)
        #expect(bench.report.all.isEmpty)
        bench.figures.took(TopicPartition(bench.posted, 0), writtenAt: now - 21 * 86_400_000)
        #expect(bench.report.all.map(\.code) == ["expires_soon"])
        #expect(bench.figure("sakarkiv_input_lag", bench.posted, 0) == "2")
        bench.figures.handedOn(TopicPartition(bench.posted, 0), to: 5, writtenAt: now)
        #expect(bench.report.all.isEmpty)
        #expect(bench.figure("sakarkiv_oldest_unanswered_seconds", bench.posted, 0) == "0")
    }
}
