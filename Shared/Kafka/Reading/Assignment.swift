import CRdKafka
import CommitLog

/// One fetch of one partition from one exact offset: begun at making, ended by `end`, never moved in between.
///
/// librdkafka 2.0.2 hands out records from before a seek, so a new position is always a new assignment with a queue of its own.
/// Messages are taken one at a time; its batch call is not safe beside other calls.
/// `@unchecked Sendable`: the queue is only used between making and `end`, which `KafkaReader` keeps apart with its lock.
final class Assignment: @unchecked Sendable {
    enum Taken {
        case nothing
        case record(LogRecord)
        /// Everything before this offset was passed and nothing is there now; only from a client that reads committed.
        case end(Offset)
        case error(rd_kafka_resp_err_t)
    }

    private let lease: ReaderLease
    private let topic: OpaquePointer
    private let queue: OpaquePointer
    private let signal: RecordSignal

    /// Begins to fetch; `signal` is raised whenever records come after there were none.
    init(_ lease: ReaderLease, from offset: Offset, raising signal: RecordSignal) throws {
        self.lease = lease
        self.signal = signal
        do { (topic, queue) = try Self.begin(lease, offset, signal) } catch {
            lease.giveBack()
            throw error
        }
    }

    private static func begin(_ lease: ReaderLease, _ offset: Offset, _ signal: RecordSignal) throws -> (OpaquePointer, OpaquePointer) {
        let place = lease.place
        return try lease.client.use { client in
            let topic = try lease.client.topic(place.topic)
            guard let queue = rd_kafka_queue_new(client) else { throw LogError(.unavailable, "out of memory") }
            rd_kafka_queue_cb_event_enable(
                queue,
                { _, signal in
                    guard let signal else { return }
                    Unmanaged<RecordSignal>.fromOpaque(signal).takeUnretainedValue().raise()
                }, Unmanaged.passRetained(signal).toOpaque())
            guard rd_kafka_consume_start_queue(topic, place.partition, offset, queue) == 0 else {
                let error = rd_kafka_last_error()
                destroy(queue, signal)
                throw LogError(error.codeOfQuestion, "\(place) cannot be read: \(text(error))")
            }
            return (topic, queue)
        }
    }

    /// The next message that has been fetched. Never waits.
    func take() -> Taken {
        guard let message = rd_kafka_consume_queue(queue, 0) else { return .nothing }
        defer { rd_kafka_message_destroy(message) }
        switch message.pointee.err {
        case RD_KAFKA_RESP_ERR_NO_ERROR: return .record(LogRecord(message, at: lease.place))
        case RD_KAFKA_RESP_ERR__PARTITION_EOF: return .end(message.pointee.offset)
        case let error: return .error(error)
        }
    }

    /// Lets the thread that fetches look whether there is room again: any question to the partition's broker wakes it.
    /// Waits for the network: not on the cooperative pool.
    func wake(timeoutMilliseconds: Int32) {
        // What the answer is does not matter; without one the thread looks by itself within a second.
        try? lease.client.use { _ = try Cluster.position(of: .end, in: lease.place, by: $0, timeoutMilliseconds) }
    }

    /// Stops fetching and gives everything back. Waits for librdkafka's main thread: not on the cooperative pool. To be called once.
    func end() {
        // Throws only when the client was closed, which the lease prevents.
        try? lease.client.use { _ in
            rd_kafka_consume_stop(topic, lease.place.partition)
            Self.destroy(queue, signal)
        }
        lease.giveBack()
    }

    /// The one place where the signal that the queue holds is released; no callback comes after `enable` with nil has returned.
    private static func destroy(_ queue: OpaquePointer, _ signal: RecordSignal) {
        rd_kafka_queue_cb_event_enable(queue, nil, nil)
        rd_kafka_queue_destroy(queue)
        Unmanaged.passUnretained(signal).release()
    }
}
