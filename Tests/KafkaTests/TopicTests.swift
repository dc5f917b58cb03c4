import CommitLog
import Kafka
import LogConformance
import Testing

@Suite(.enabled(if: KafkaBroker.isAvailable, KafkaBroker.whySkipped), .timeLimit(.minutes(5)))
struct TopicTests {
    @Test func `topics are made as their retention asks, and large enough for the largest record`() async throws {
        let fixture = try await KafkaFixture()
        let log = try fixture.openKafka()
        let broker = try await KafkaBroker.shared.value
        let (forever, week, compacted) = (fixture.uniqueTopic(), fixture.uniqueTopic(), fixture.uniqueTopic())
        try await log.ensure([
            TopicSettings(name: forever, partitions: 2, retention: .forever),
            TopicSettings(name: week, partitions: 1, retention: .milliseconds(604_800_000)),
            TopicSettings(name: compacted, partitions: 1, retention: .compacted),
        ])
        let description = try broker.tool(
            "org.apache.kafka.tools.TopicCommand", ["--describe", "--topic", "\(forever)|\(week)|\(compacted)"])
        let configurations = Dictionary(
            uniqueKeysWithValues: description.split(separator: "\n").filter { $0.contains("Configs:") }.map { line in
                (line.split(whereSeparator: \.isWhitespace)[1], String(line))
            })
        let (a, b, c) = (configurations[forever[...]] ?? "", configurations[week[...]] ?? "", configurations[compacted[...]] ?? "")
        #expect(a.contains("PartitionCount: 2") && a.contains("retention.ms=-1") && a.contains("cleanup.policy=delete"))
        #expect(b.contains("PartitionCount: 1") && b.contains("retention.ms=604800000") && b.contains("cleanup.policy=delete"))
        #expect(c.contains("cleanup.policy=compact"))
        for line in [a, b, c] {
            #expect(line.contains("max.message.bytes=17825792") && line.contains("message.timestamp.type=CreateTime"))
        }
        await fixture.finish()
    }

    @Test func `the largest record there may be goes in and comes out`() async throws {
        let fixture = try await KafkaFixture()
        let log = try fixture.openKafka()
        let topic = fixture.uniqueTopic()
        try await log.ensure([TopicSettings(name: topic, partitions: 1, retention: .forever)])
        let place = TopicPartition(topic, 0)
        let value = (0..<TopicSettings.maximumRecordBytes - 1).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(try await log.append([NewRecord(key: [1], value: value)], to: place) == [0])
        let records = try await log.read(place, from: 0).next(limit: 10, timeout: fixture.patience)
        #expect(records.count == 1)
        #expect(records.first?.value == value)
        await fixture.finish()
    }

    @Test func `a topic made by hand with the broker's defaults is refused by name`() async throws {
        let fixture = try await KafkaFixture()
        let log = try fixture.openKafka()
        let broker = try await KafkaBroker.shared.value
        let (wrong, right) = (fixture.uniqueTopic(), fixture.uniqueTopic())
        try broker.tool("org.apache.kafka.tools.TopicCommand", ["--create", "--topic", wrong, "--partitions", "3"])
        let error = await #expect(throws: LogError.self) {
            try await log.ensure([
                TopicSettings(name: wrong, partitions: 2, retention: .forever),
                TopicSettings(name: right, partitions: 1, retention: .forever),
            ])
        }
        #expect(error?.code == .topicMismatch)
        #expect(error?.message.contains("\(wrong): 3 partitions instead of 2, retention.ms 604800000 instead of -1") == true)
        #expect(error?.message.contains(right) == false)
        await fixture.finish()
    }
}
