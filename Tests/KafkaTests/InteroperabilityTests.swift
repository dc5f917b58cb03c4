import CommitLog
import Foundation
import Kafka
import LogConformance
import Testing

/// What we write others can read, and the reverse: kcat (Debian's package) stands for them.
@Suite(
    .enabled(if: KafkaBroker.isAvailable, KafkaBroker.whySkipped),
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/kcat"), "needs kcat: apt-get install kcat"), .timeLimit(.minutes(5))
)
struct InteroperabilityTests {
    private struct Message: Decodable {
        let offset: Int64
        let headers: [String]?
        let key: String?
        let payload: String?
    }

    @Test func `kcat reads what we append, with headers and tombstones`() async throws {
        let fixture = try await KafkaFixture()
        let (log, place) = try await topic(fixture)
        _ = try await log.append(
            [
                NewRecord(
                    key: Array("970540008".utf8), value: Array("{\"tittel\":\"Løten\"}".utf8),
                    headers: [RecordHeader("ce_type", "sak"), RecordHeader("twice", "1"), RecordHeader("twice", "2")]),
                NewRecord(key: Array("k".utf8), value: nil),
            ], to: place)
        let broker = try await KafkaBroker.shared.value
        let output = try run(
            "/usr/bin/kcat", ["-b", broker.bootstrap, "-C", "-t", place.topic, "-p", "0", "-o", "beginning", "-e", "-q", "-J"])
        let messages = try output.split(separator: "\n").map { try JSONDecoder().decode(Message.self, from: Data($0.utf8)) }
        #expect(messages.map(\.offset) == [0, 1])
        #expect(messages.map(\.key) == ["970540008", "k"])
        #expect(messages.map(\.payload) == ["{\"tittel\":\"Løten\"}", nil])
        #expect(messages.first?.headers == ["ce_type", "sak", "twice", "1", "twice", "2"])
        await fixture.finish()
    }

    @Test func `we read what kcat publishes, plain and compressed`() async throws {
        let fixture = try await KafkaFixture()
        let (log, place) = try await topic(fixture)
        let broker = try await KafkaBroker.shared.value
        for compression in ["none", "gzip", "lz4", "zstd"] {
            try run(
                "/usr/bin/kcat",
                [
                    "-b", broker.bootstrap, "-P", "-t", place.topic, "-p", "0", "-K", "|", "-H", "ce_id=\(compression)", "-H",
                    "ce_id=again",
                    "-X", "compression.codec=\(compression)",
                ], input: "key|first Ås\nkey|second\n")
        }
        let reader = try await log.read(place, from: 3)
        var records: [LogRecord] = []
        while records.count < 5 { records += try await reader.next(limit: 10, timeout: fixture.patience) }
        #expect(records.map(\.offset) == [3, 4, 5, 6, 7])
        #expect(
            records.map { $0.value.map { String(decoding: $0, as: UTF8.self) } } == ["second", "first Ås", "second", "first Ås", "second"])
        #expect(records.map { $0.header("ce_id") } == ["gzip", "lz4", "lz4", "zstd", "zstd"])
        #expect(records.allSatisfy { $0.headers.count == 2 && $0.key == Array("key".utf8) })
        await fixture.finish()
    }

    private func topic(_ fixture: KafkaFixture) async throws -> (KafkaLog, TopicPartition) {
        let log = try fixture.openKafka()
        let topic = fixture.uniqueTopic()
        try await log.ensure([TopicSettings(name: topic, partitions: 1, retention: .forever)])
        return (log, TopicPartition(topic, 0))
    }
}
