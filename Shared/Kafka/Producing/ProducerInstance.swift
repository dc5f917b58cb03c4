import CRdKafka
import CommitLog
import Foundation
import Synchronization

/// One idempotent producer with its polling thread, from its making until nothing of it is under way any more.
final class ProducerInstance: Sendable {
    private static let pollMilliseconds: Int32 = 100

    private enum Ending {
        case no
        /// Takes nothing more; what is under way still has its delivery time.
        case draining
        /// Everything under way ends now with an unknown outcome.
        case purging
    }

    private struct State {
        var ending = Ending.no
        var known: Set<TopicPartition> = []
    }

    private let client: Client
    private let configuration: KafkaLogConfiguration
    private let counters: Counters
    private let state = Mutex(State())
    /// One append's records at a time, so that those of two do not mingle.
    private let order = Mutex(())
    private let ended = OneResult<Void>()

    init(_ configuration: KafkaLogConfiguration, counters: Counters) throws {
        let settings = ClientSettings(configuration: configuration)
        self.client = try Client(
            .producer, settings: settings.make(settings.producing), box: CallbackBox(counters: counters, onLog: configuration.onLog))
        self.configuration = configuration
        self.counters = counters
    }

    /// Starts the polling thread; `onFatal` is called once when librdkafka says that this producer is of no more use.
    func start(onFatal: @escaping @Sendable (ProducerInstance) -> Void) {
        let thread = Thread { [self] in poll(onFatal) }
        thread.name = "kafka-producer"
        thread.start()
    }

    /// Whether the partition's leader is known and ready, so that the first record does not wait for it.
    func knows(_ place: TopicPartition) -> Bool { state.withLock { $0.known.contains(place) } }

    /// Finds the partitions' leaders and makes sure that they know that they are. Waits for the network: not on the cooperative pool.
    ///
    /// librdkafka 2.0.2 looks for the leader of a new topic once a second only, which the first record would wait for. And when the first
    /// batch of a producer meets a broker that is not yet the leader but the second meets it as the leader, the broker takes the second,
    /// having nothing to compare its number with, and librdkafka reports both as delivered: `AppendBatch` sees that, but better it never is.
    func learn(_ topic: String, _ partitions: [Int32]) throws {
        let timeout = wholeMilliseconds(configuration.requestTimeout)
        try client.use { pointer in
            var answer: UnsafePointer<rd_kafka_metadata>?
            let error = rd_kafka_metadata(pointer, 0, try client.topic(topic), &answer, timeout)
            guard error == RD_KAFKA_RESP_ERR_NO_ERROR else { throw LogError(.unavailable, "topic \(topic): \(text(error))") }
            rd_kafka_metadata_destroy(answer)
            for partition in partitions {
                let place = TopicPartition(topic, partition)
                _ = try Cluster.position(of: .end, in: place, by: pointer, timeout)
                state.withLock { _ = $0.known.insert(place) }
            }
        }
    }

    /// Hands the records over and waits for their delivery; nil when this instance takes nothing any more.
    func append(_ records: [NewRecord], to place: TopicPartition) async throws -> [Offset]? {
        let batch: AppendBatch? = try client.use { pointer in
            let topic = try client.topic(place.topic)
            return order.withLock { _ -> AppendBatch? in
                guard state.withLock({ $0.ending == .no }) else { return nil }
                let batch = AppendBatch(of: records.count, to: place, counters: counters)
                for (index, record) in records.enumerated() {
                    let error = record.produce(by: pointer, to: topic, place.partition, for: batch)
                    guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
                        batch.refused(records.count - index, error)
                        break
                    }
                }
                return batch
            }
        }
        return try await batch?.value()
    }

    /// Takes nothing more and ends when what is under way has its delivery reports.
    func drain() { order.withLock { _ in state.withLock { if $0.ending == .no { $0.ending = .draining } } } }

    /// Takes nothing more; what is under way gets an unknown outcome at once.
    func purge() { order.withLock { _ in state.withLock { $0.ending = .purging } } }

    /// Waits until the handle is gone, no longer than `limit`.
    func waitForEnd(within limit: Duration) async {
        // Nil or an error means that it takes longer: `Client.close` counts handles that are left behind.
        _ = try? await ended.value(within: limit)
    }

    private func poll(_ onFatal: @Sendable (ProducerInstance) -> Void) {
        var fatal = false
        var purged = false
        do {
            while true {
                let (done, found) = try client.use { pointer -> (Bool, Bool) in
                    rd_kafka_poll(pointer, Self.pollMilliseconds)
                    let ending = state.withLock { $0.ending }
                    if ending == .purging, !purged {
                        purged = true
                        rd_kafka_purge(pointer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
                    }
                    var reason = [CChar](repeating: 0, count: 256)
                    let found = rd_kafka_fatal_error(pointer, &reason, reason.count) != RD_KAFKA_RESP_ERR_NO_ERROR
                    return (ending != .no && rd_kafka_outq_len(pointer) == 0, found)
                }
                if found, !fatal {
                    fatal = true
                    onFatal(self)
                }
                if done { break }
            }
        } catch {
            // Only this thread closes the client, so `use` cannot fail before.
        }
        Task.detached { [self] in
            await client.close(within: configuration.closeTimeout)
            ended.set(.success(()))
        }
    }
}
