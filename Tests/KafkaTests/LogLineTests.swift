import CommitLog
import LogConformance
import Synchronization
import Testing

@testable import Kafka

struct LogLineTests {
    private func line(_ facility: String, _ text: String) -> KafkaLogConfiguration.LogLine {
        KafkaLogConfiguration.LogLine(level: 4, facility: facility, text: text).judged
    }

    @Test func `librdkafka's warning of a setting that we chose is for debugging, of the operator's it stays a warning`() {
        #expect(line("CONFWARN", "Configuration property enable.gapless.guarantee is experimental: use it with care").level == 7)
        #expect(line("CONFWARN", "Configuration property ssl.something is deprecated").level == 4)
        #expect(line("FAIL", "enable.gapless.guarantee").level == 4)
    }

    @Test func `a log with the settings of the suite starts without a warning`() async throws {
        let heard = Mutex<[KafkaLogConfiguration.LogLine]>([])
        var configuration = KafkaLogConfiguration(bootstrap: "127.0.0.1:1", clientID: "test")
        configuration.onLog = { line in heard.withLock { $0.append(line) } }
        await (try KafkaLog(configuration)).close()
        let lines = heard.withLock { $0 }
        #expect(lines.contains { $0.facility == "CONFWARN" && $0.level == 7 })
        #expect(!lines.contains { $0.facility == "CONFWARN" && $0.level < 7 }, "\(lines.map(\.text))")
    }
}

/// On a real broker.
@Suite(.enabled(if: KafkaBroker.isAvailable, KafkaBroker.whySkipped), .timeLimit(.minutes(5)))
struct StampingTests {
    @Test func `a topic stamped by the log carries the broker's clock, and one of its writers is refused as such`() async throws {
        let fixture = try await KafkaFixture()
        let log = try fixture.openKafka()
        let (stamped, written) = (fixture.uniqueTopic(), fixture.uniqueTopic())
        let settings = TopicSettings(name: stamped, partitions: 1, retention: .milliseconds(86_400_000), isStampedByLog: true)
        // Twice: made, then compared.
        try await log.ensure([settings])
        try await log.ensure([settings])
        let offset = try #require(try await log.append([NewRecord(key: nil, value: [])], to: TopicPartition(stamped, 0)).first)
        let record = try #require(
            try await log.read(TopicPartition(stamped, 0), from: offset).next(limit: 1, timeout: fixture.patience).first)
        #expect(record.timestamp > 0)
        let broker = try await KafkaBroker.shared.value
        let described = try broker.tool("org.apache.kafka.tools.TopicCommand", ["--describe", "--topic", stamped])
        #expect(described.contains("message.timestamp.type=LogAppendTime"))

        try await log.ensure([TopicSettings(name: written, partitions: 1, retention: .milliseconds(86_400_000))])
        let error = await #expect(throws: LogError.self) {
            try await log.ensure([
                TopicSettings(name: written, partitions: 1, retention: .milliseconds(86_400_000), isStampedByLog: true)
            ])
        }
        #expect(error?.code == .topicMismatch && error?.message.contains("message.timestamp.type") == true)
        await fixture.finish()
    }
}
