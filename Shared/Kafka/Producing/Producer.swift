import CommitLog
import Synchronization

/// The process's producer: one idempotent instance at a time, replaced whenever its word can no longer be trusted.
///
/// After an error with an unknown outcome librdkafka 2.0.2 may number the next records wrongly (fixed in 2.3.0), so an instance that had one
/// takes no more appends: it drains, and a new one with a new producer id goes on.
final class Producer: Sendable {
    private struct State {
        var current: ProducerInstance?
        var leaving: [ObjectIdentifier: ProducerInstance] = [:]
        var closed = false
    }

    private static let pauseBetweenAttempts = Duration.milliseconds(50)

    private let configuration: KafkaLogConfiguration
    private let counters: Counters
    private let threads: CallThreads
    private let room: InFlightBytes
    private let state = Mutex(State())

    init(_ configuration: KafkaLogConfiguration, threads: CallThreads, counters: Counters) throws {
        self.configuration = configuration
        self.threads = threads
        self.counters = counters
        self.room = InFlightBytes(limitBytes: configuration.maximumInFlightBytes, counters: counters)
        // Made now, so that wrong settings are refused at once and the broker is known before the first append.
        _ = try instance()
    }

    /// See `Log.append`. The place is known to exist.
    func append(_ records: [NewRecord], to place: TopicPartition) async throws -> [Offset] {
        let bytes = records.reduce(0) { $0 + $1.bytes }
        try await room.take(bytes)
        defer { room.giveBack(bytes) }
        while true {
            let instance = try instance()
            do {
                try await prepare(place.topic, [place.partition], instance)
                if let offsets = try await instance.append(records, to: place) { return offsets }
                // Taken out of use between choosing and handing over: nothing of ours is in it.
            } catch let error as LogError where error.code == .closed {
                // The instance ended in between, with nothing of ours in it. If everything is closed, the next round says so.
            } catch let error as LogError where error.code == .outcomeUnknown {
                replace(instance, purging: false)
                throw error
            }
        }
    }

    /// Makes the first append to each partition of these topics as quick as every other.
    func prepare(_ topics: [TopicSettings]) async throws {
        let instance = try instance()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for topic in topics { group.addTask { try await self.prepare(topic.name, Array(0..<topic.partitions), instance) } }
            try await group.waitForAll()
        }
    }

    /// Ends everything; appends under way fail with an unknown outcome.
    func close() async {
        room.close()
        let instances = state.withLock { state in
            state.closed = true
            defer { state.current = nil }
            return Array(state.leaving.values) + [state.current].compactMap { $0 }
        }
        for instance in instances { instance.purge() }
        for instance in instances { await instance.waitForEnd(within: configuration.closeTimeout) }
    }

    /// Retries for `requestTimeout`.
    private func prepare(_ topic: String, _ partitions: [Int32], _ instance: ProducerInstance) async throws {
        let deadline = ContinuousClock.now + configuration.requestTimeout
        while true {
            let unknown = partitions.filter { !instance.knows(TopicPartition(topic, $0)) }
            if unknown.isEmpty { return }
            do {
                try await threads.run { try instance.learn(topic, unknown) }
            } catch let error as LogError where error.mayPass && ContinuousClock.now < deadline {
                try await Task.sleep(for: Self.pauseBetweenAttempts)
            }
        }
    }

    private func instance() throws -> ProducerInstance {
        try state.withLock { state in
            guard !state.closed else { throw LogError(.closed, "the connection to Kafka is closed") }
            if let current = state.current { return current }
            let made = try ProducerInstance(configuration, counters: counters)
            made.start { [weak self] in self?.replace($0, purging: true) }
            state.current = made
            return made
        }
    }

    private func replace(_ instance: ProducerInstance, purging: Bool) {
        let first = state.withLock { state in
            guard state.current === instance else { return false }
            state.current = nil
            state.leaving[ObjectIdentifier(instance)] = instance
            return true
        }
        if purging { instance.purge() } else { instance.drain() }
        guard first else { return }
        counters.producersReplaced.count()
        Task.detached { [self] in
            await instance.waitForEnd(within: configuration.deliveryTimeout + configuration.closeTimeout)
            state.withLock { _ = $0.leaving.removeValue(forKey: ObjectIdentifier(instance)) }
        }
    }
}
