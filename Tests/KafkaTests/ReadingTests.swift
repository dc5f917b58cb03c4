import CommitLog
import Foundation
import Kafka
import LogConformance
import Testing

@Suite(.enabled(if: KafkaBroker.isAvailable, KafkaBroker.whySkipped), .timeLimit(.minutes(5)))
struct ReadingTests {
    @Test func `a reader much slower than the broker gets every record, in order, with little fetched ahead`() async throws {
        let fixture = try await KafkaFixture()
        let (log, place) = try await topic(fixture) { $0.readerBufferBytes = 256 * 1024 }
        let value = [UInt8](repeating: 7, count: 16 * 1024)
        for _ in 0..<20 { _ = try await log.append((0..<64).map { _ in NewRecord(key: nil, value: value) }, to: place) }
        let reader = try await log.read(place, from: 0)
        var next: Offset = 0
        while next < 1280 {
            for record in try await reader.next(limit: 7, timeout: fixture.patience) {
                #expect(record.offset == next)
                next += 1
            }
        }
        #expect(try await reader.next(limit: 1, timeout: .milliseconds(50)).isEmpty)
        await fixture.finish()
    }

    @Test func `a position that retention removes from under a reader is a named error`() async throws {
        let fixture = try await KafkaFixture()
        let (log, place) = try await topic(fixture, .milliseconds(60_000)) { ($0.readerBufferBytes, $0.readerBufferRecords) = (1000, 1) }
        let value = [UInt8](repeating: 7, count: 1_200_000)
        for _ in 0..<20 { _ = try await log.append([NewRecord(key: nil, value: value)], to: place) }
        let reader = try await log.read(place, from: 0)
        #expect(try await reader.next(limit: 1, timeout: fixture.patience).map(\.offset) == [0])
        try await fixture.applyRetention(after: 120_000)
        #expect(try await log.start(of: place) == 20)
        var next: Offset = 1
        let error = await #expect(throws: LogError.self) {
            while true {
                for record in try await reader.next(limit: 10, timeout: fixture.patience) {
                    #expect(record.offset == next)
                    next += 1
                }
            }
        }
        #expect(error?.code == .positionOutsideLog)
        #expect(error?.message.contains("\(place)") == true && error?.message.contains("\(next)") == true)
        #expect(next < 20)
        await fixture.finish()
    }

    @Test func `in a compacted topic the records that are left are read without alarm`() async throws {
        let fixture = try await KafkaFixture()
        let (log, place) = try await topic(fixture, .compacted)
        let broker = try await KafkaBroker.shared.value
        try broker.alter(place.topic, ["segment.ms": "100", "min.cleanable.dirty.ratio": "0.001", "delete.retention.ms": "100"])
        for round in 0..<5 {
            for key in ["a", "b"] { _ = try await log.append([text("\(key)\(round)", key: key)], to: place) }
            // Longer than a segment's time, so that the next append opens a new one and this one can be compacted.
            try await Task.sleep(for: .milliseconds(150))
        }
        _ = try await log.append([text("end", key: "end")], to: place)
        var kept: [LogRecord] = []
        try await waitUntil {
            let reader = try await log.read(place, from: 0)
            kept = []
            while kept.last?.offset != 10 { kept += try await reader.next(limit: 100, timeout: fixture.patience) }
            await reader.close()
            return kept.count < 11
        }
        #expect(kept.map(\.offset) == kept.map(\.offset).sorted())
        #expect(Set(kept.compactMap(\.key)) == [Array("a".utf8), Array("b".utf8), Array("end".utf8)])
        let middle = try await log.read(place, from: 1)
        // More may have been removed meanwhile, but nothing comes before what was left.
        let first = try #require(try await middle.next(limit: 1, timeout: fixture.patience).first)
        #expect(first.offset >= kept.first { $0.offset >= 1 }?.offset ?? .max)
        await fixture.finish()
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/kcat"), "needs kcat: apt-get install kcat"))
    func `a missing record is an alarm, unless the topic is a stranger's`() async throws {
        let fixture = try await KafkaFixture()
        let (log, place) = try await topic(fixture)
        let broker = try await KafkaBroker.shared.value
        _ = try await log.append([text("before")], to: place)
        // The end of a transaction is marked in the log, and the marker takes an offset.
        try run(
            "/usr/bin/kcat",
            ["-b", broker.bootstrap, "-P", "-t", place.topic, "-p", "0", "-m", "30", "-X", "transactional.id=\(place.topic)"],
            input: "one\ntwo\n")
        try await waitUntil { try await log.end(of: place) == 4 }
        _ = try await log.append([text("after")], to: place)
        #expect(try await log.end(of: place) == 5)

        let strict = try await log.read(place, from: 0)
        var offsets: [Offset] = []
        let error = await #expect(throws: LogError.self) {
            while true { offsets += try await strict.next(limit: 10, timeout: fixture.patience).map(\.offset) }
        }
        #expect(offsets == [0, 1, 2])
        #expect(error?.code == .logGap)
        #expect(error?.message.contains("\(place)") == true)

        let tolerant = try fixture.openKafka()
        try await tolerant.ensure([TopicSettings(name: place.topic, partitions: 1, retention: .forever, writers: .strangers)])
        let reader = try await tolerant.read(place, from: 0)
        var texts: [String] = []
        while texts.count < 4 { texts += try await reader.next(limit: 10, timeout: fixture.patience).compactMap(\.string) }
        #expect(texts == ["before", "one", "two", "after"])
        await fixture.finish()
    }

    @Test func `a topic that is deleted and made again under a reader is a named error`() async throws {
        let fixture = try await KafkaFixture()
        let (log, place) = try await topic(fixture)
        _ = try await log.append([text("one"), text("two")], to: place)
        let reader = try await log.read(place, from: 0)
        #expect(try await reader.next(limit: 10, timeout: fixture.patience).count == 2)
        let broker = try await KafkaBroker.shared.value
        for verb in ["--delete", "--create"] { try broker.tool("org.apache.kafka.tools.TopicCommand", [verb, "--topic", place.topic]) }
        let error = await #expect(throws: LogError.self) { try await reader.next(limit: 1, timeout: fixture.patience) }
        #expect(error?.code == .positionOutsideLog)
        await fixture.finish()
    }

    @Test func `more readers of one partition than allowed are refused by name`() async throws {
        let fixture = try await KafkaFixture()
        let (log, place) = try await topic(fixture) { $0.maximumReadersPerPartition = 2 }
        let first = try await log.read(place, from: 0)
        _ = try await log.read(place, from: 0)
        let error = await #expect(throws: LogError.self) { try await log.read(place, from: 0) }
        #expect(error?.code == .tooManyReaders)
        await first.close()
        _ = try await log.read(place, from: 0)
        #expect(log.metrics.readersOpen == 2)
        await fixture.finish()
        #expect(log.metrics.readersOpen == 0 && log.metrics.handlesAbandoned == 0)
    }

    private func topic(
        _ fixture: KafkaFixture, _ retention: TopicSettings.Retention = .forever, _ change: (inout KafkaLogConfiguration) -> Void = { _ in }
    ) async throws -> (KafkaLog, TopicPartition) {
        let log = try fixture.openKafka(change)
        let topic = fixture.uniqueTopic()
        try await log.ensure([TopicSettings(name: topic, partitions: 1, retention: retention)])
        return (log, TopicPartition(topic, 0))
    }
}

/// A record whose value is this text.
func text(_ text: String, key: String? = nil) -> NewRecord { NewRecord(key: key.map { Array($0.utf8) }, value: Array(text.utf8)) }

extension LogRecord {
    /// The value as text.
    var string: String? { value.map { String(decoding: $0, as: UTF8.self) } }
}
