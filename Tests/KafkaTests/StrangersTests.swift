import CommitLog
import Foundation
import Kafka
import Testing

/// What other clients do to a topic of their own: transactions, headers without values. Aborted and open transactions: `strangers-topics` in
/// Tests/Scenarios, since kcat can only commit.
@Suite(
    .enabled(if: KafkaBroker.isAvailable, KafkaBroker.whySkipped),
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/kcat"), "needs kcat: apt-get install kcat"),
    .timeLimit(.minutes(5)))
struct StrangersTests {
    @Test func `marks of transactions at the end of a partition are nothing that waits`() async throws {
        let (fixture, log, place) = try await stranger()
        let broker = try await KafkaBroker.shared.value
        let reader = try await log.read(place, from: 0)
        for round in 1...3 {
            try transaction(broker, place, "\(round)\n")
            #expect(try await reader.next(limit: 10, timeout: fixture.patience).map(\.string) == ["\(round)"])
            let end = try await log.end(of: place)
            try await waitUntil {
                let more = try await reader.next(limit: 10, timeout: .milliseconds(50))
                #expect(more.isEmpty)
                return reader.position == end
            }
        }
        #expect(reader.position == 6)
        // A reader that begins behind the last mark waits for what comes.
        let late = try await log.read(place, from: 6)
        _ = try await log.append([text("late")], to: place)
        #expect(try await late.next(limit: 10, timeout: fixture.patience).map(\.string) == ["late"])
        await fixture.finish()
    }

    @Test func `a header without a value is absent, one with an empty text is there`() async throws {
        let (fixture, log, place) = try await stranger()
        let broker = try await KafkaBroker.shared.value
        try run(
            "/usr/bin/kcat",
            ["-b", broker.bootstrap, "-P", "-t", place.topic, "-p", "0", "-H", "none", "-H", "empty=", "-H", "given=x"], input: "1\n")
        let record = try #require(try await log.read(place, from: 0).next(limit: 1, timeout: fixture.patience).first)
        #expect(record.headers == [RecordHeader("empty", ""), RecordHeader("given", "x")])
        await fixture.finish()
    }

    private func stranger() async throws -> (KafkaFixture, KafkaLog, TopicPartition) {
        let fixture = try await KafkaFixture()
        let log = try fixture.openKafka()
        let topic = fixture.uniqueTopic()
        try await log.ensure([
            TopicSettings(name: topic, partitions: 1, retention: .milliseconds(604_800_000), writers: .strangers)
        ])
        return (fixture, log, TopicPartition(topic, 0))
    }

    /// Writes lines in one transaction that is committed.
    private func transaction(_ broker: KafkaBroker, _ place: TopicPartition, _ lines: String) throws {
        try run(
            "/usr/bin/kcat",
            ["-b", broker.bootstrap, "-P", "-t", place.topic, "-p", "0", "-m", "30", "-X", "transactional.id=\(place.topic)"], input: lines)
    }
}
