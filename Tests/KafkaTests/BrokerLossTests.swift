import CommitLog
import Kafka
import LogConformance
import Synchronization
import Testing

/// Brokers of their own, as these tests do them harm.
@Suite(.enabled(if: KafkaBroker.isAvailable, KafkaBroker.whySkipped), .serialized, .timeLimit(.minutes(5)))
struct BrokerLossTests {
    @Test func `appends and readers outlive a broker that is killed and started again`() async throws {
        let broker = try KafkaBroker.start()
        let course = try await Course(broker)
        try await course.progress(by: 50)
        try broker.kill()
        try await Task.sleep(for: .seconds(1))
        try broker.restart()
        try await course.progress(by: 50)
        try await course.finish()
        try broker.stop()
    }

    @Test func `appends and readers outlive the death of each of three brokers in turn`() async throws {
        let broker = try KafkaBroker.start(brokers: 3)
        let course = try await Course(broker)
        for number in 1...3 {
            try await course.progress(by: 50)
            try broker.kill(number)
            try await course.progress(by: 50)
            try broker.restart()
        }
        try await course.finish()
        try broker.stop()
    }

    @Test func `an append that a halted broker does not answer ends as unknown, and a new producer goes on`() async throws {
        let broker = try KafkaBroker.start()
        let fixture = KafkaFixture(broker)
        let log = try fixture.openKafka { ($0.deliveryTimeout, $0.requestTimeout) = (.seconds(2), .seconds(2)) }
        let place = TopicPartition(fixture.uniqueTopic(), 0)
        try await log.ensure([TopicSettings(name: place.topic, partitions: 1, retention: .forever)])
        let reader = try await log.read(place, from: 0)
        _ = try await log.append([text("before")], to: place)
        try await broker.freeze()
        let error = await #expect(throws: LogError.self) { try await log.append([text("lost?")], to: place) }
        #expect(error?.code == .outcomeUnknown)
        #expect(error?.message.contains("\(place)") == true)
        try broker.thaw()
        var offset: Offset?
        try await waitUntil {
            // Refused or unknown while the broker finds its feet again.
            offset = try? await log.append([text("after")], to: place).first
            return offset != nil
        }
        var seen: [LogRecord] = []
        while seen.last?.offset != offset { seen += try await reader.next(limit: 100, timeout: fixture.patience) }
        #expect(seen.first?.string == "before")
        #expect(seen.last?.string == "after")
        #expect(seen.map(\.offset) == Array(0..<Offset(seen.count)))
        #expect(log.metrics.unknownOutcomes >= 1)
        #expect(log.metrics.producersReplaced >= 1)
        await fixture.finish()
        try broker.stop()
    }
}

/// Appends and reads without pause, and compares in the end: nothing acknowledged is lost, repeated or out of order.
private final class Course: Sendable {
    private struct State {
        /// What was acknowledged: where it is and what it says.
        var acknowledged: [Offset: String] = [:]
        var unknown: Set<String> = []
        var read: [LogRecord] = []
        var stop = false
        var lastOffset: Offset?
    }

    private let fixture: KafkaFixture
    private let state = Mutex(State())
    private let tasks: Mutex<[Task<Void, any Error>]> = Mutex([])

    init(_ broker: KafkaBroker) async throws {
        fixture = KafkaFixture(broker)
        let (writer, other) = (try fixture.openKafka(), try fixture.openKafka())
        let place = TopicPartition(fixture.uniqueTopic(), 0)
        try await writer.ensure([TopicSettings(name: place.topic, partitions: 1, retention: .forever)])
        let reader = try await other.read(place, from: 0)
        let writing = Task { [self] in try await write(writer, place) }
        let reading = Task { [self] in try await read(reader) }
        tasks.withLock { $0 = [writing, reading] }
    }

    /// Waits until so many more appends are acknowledged, and read.
    func progress(by count: Int) async throws {
        let goal = state.withLock { $0.acknowledged.count } + count
        try await waitUntil { state.withLock { $0.acknowledged.count >= goal && $0.read.count >= goal } }
    }

    func finish() async throws {
        state.withLock { $0.stop = true }
        for task in tasks.withLock({ $0 }) { try await task.value }
        let state = state.withLock { $0 }
        #expect(state.read.map(\.offset) == Array(0..<Offset(state.read.count)))
        let texts = state.read.compactMap(\.string)
        for (offset, text) in state.acknowledged {
            #expect(texts[Int(offset)] == text)
        }
        #expect(Set(texts).count == texts.count, "a record is there twice")
        #expect(Set(texts).subtracting(state.acknowledged.values).isSubset(of: state.unknown))
        let numbers = texts.compactMap { Int($0) }
        #expect(numbers == numbers.sorted())
        await fixture.finish()
    }

    private func write(_ log: KafkaLog, _ place: TopicPartition) async throws {
        var number = 0
        while true {
            let batch = (0..<3).map { "\(number + $0)" }
            number += 3
            do {
                let offsets = try await log.append(batch.map { text($0) }, to: place)
                state.withLock { state in for (offset, text) in zip(offsets, batch) { state.acknowledged[offset] = text } }
                if state.withLock({ $0.stop }) {
                    state.withLock { $0.lastOffset = offsets.last }
                    return
                }
            } catch let error as LogError where error.code == .outcomeUnknown {
                state.withLock { $0.unknown.formUnion(batch) }
            } catch let error as LogError where error.code == .unavailable {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func read(_ reader: any LogReader) async throws {
        while true {
            let records = try await reader.next(limit: 100, timeout: .milliseconds(100))
            let done = state.withLock { state in
                state.read += records
                return state.lastOffset.map { $0 < Offset(state.read.count) } ?? false
            }
            if done { return }
        }
    }
}
