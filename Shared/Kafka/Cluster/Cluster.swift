import CRdKafka
import CommitLog

/// Questions to the cluster and orders about topics and groups, on a client that neither produces nor consumes.
///
/// Every function here waits for the network, each within `requestTimeout`: call them through `CallThreads` only.
final class Cluster: Sendable {
    let client: Client
    let timeoutMilliseconds: Int32

    init(_ configuration: KafkaLogConfiguration, counters: Counters) throws {
        let settings = ClientSettings(configuration: configuration)
        self.client = try Client(
            .consumer, settings: settings.make(settings.reading(committed: false)),
            box: CallbackBox(counters: counters, onLog: configuration.onLog))
        self.timeoutMilliseconds = wholeMilliseconds(configuration.requestTimeout)
    }

    /// Serves the client's own events. Never waits.
    func poll() {
        // A closed client has nothing to say any more.
        try? client.use { _ = rd_kafka_poll($0, 0) }
    }

    /// An end of a partition.
    enum Edge {
        /// The first offset kept.
        case start
        /// The offset after the last.
        case end
    }

    /// Where an edge of a partition is. After a failure the leader is looked up anew, so that asking again is worthwhile.
    ///
    /// - Throws: `.unknownPartition`, `.unavailable`.
    func position(of edge: Edge, in place: TopicPartition) throws -> Offset {
        try client.use { pointer in
            do {
                return try Self.position(of: edge, in: place, by: pointer, timeoutMilliseconds)
            } catch {
                // librdkafka keeps a leader that died in mind until something asks for the topic; what that says does not matter here.
                _ = try? topic(place.topic)
                throw error
            }
        }
    }

    /// Returns when the leader of a partition has answered.
    ///
    /// - Throws: `.unknownPartition`, `.unavailable` when it has not within the limit.
    func answer(about place: TopicPartition, _ limitMilliseconds: Int32) throws {
        try client.use { _ = try Self.position(of: .end, in: place, by: $0, limitMilliseconds) }
    }

    /// The same, asked by any client, and once only.
    ///
    /// Not with `rd_kafka_query_watermark_offsets`: in 2.0.2 that asks a leader that has died again and again, whatever its time limit.
    static func position(
        of edge: Edge, in place: TopicPartition, by client: OpaquePointer, _ timeoutMilliseconds: Int32
    ) throws -> Offset {
        let asked = Offset(edge == .start ? RD_KAFKA_OFFSET_BEGINNING : RD_KAFKA_OFFSET_END)
        let list = PartitionList([place: asked])
        var error = rd_kafka_offsets_for_times(client, list.pointer, timeoutMilliseconds)
        let answer = list.pointer?.pointee.elems?.pointee
        if error == RD_KAFKA_RESP_ERR_NO_ERROR { error = answer?.err ?? RD_KAFKA_RESP_ERR__FAIL }
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR, let offset = answer?.offset, offset >= 0 else {
            throw LogError(error.codeOfQuestion, "position of the \(edge) of \(place): \(text(error))")
        }
        return offset
    }

    /// Sends one order of the admin interface, waits for its answer and reads it.
    func ask<Value>(
        _ kind: rd_kafka_admin_op_t, _ what: String,
        _ send: (_ client: OpaquePointer, _ options: OpaquePointer, _ queue: OpaquePointer) -> Void,
        read: (_ event: OpaquePointer) throws -> Value
    ) throws -> Value {
        try client.use { client in
            guard let queue = rd_kafka_queue_new(client), let options = rd_kafka_AdminOptions_new(client, kind) else {
                throw LogError(.unavailable, "out of memory")
            }
            defer {
                rd_kafka_AdminOptions_destroy(options)
                rd_kafka_queue_destroy(queue)
            }
            // Lies within librdkafka's range, so it cannot be refused.
            _ = rd_kafka_AdminOptions_set_request_timeout(options, timeoutMilliseconds, nil, 0)
            send(client, options, queue)
            guard let event = rd_kafka_queue_poll(queue, timeoutMilliseconds + 1000) else {
                throw LogError(.unavailable, "\(what): no answer within \(timeoutMilliseconds) ms")
            }
            defer { rd_kafka_event_destroy(event) }
            let error = rd_kafka_event_error(event)
            guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
                let detail = rd_kafka_event_error_string(event).map { String(cString: $0) } ?? text(error)
                throw LogError(.unavailable, "\(what): \(detail)")
            }
            return try read(event)
        }
    }
}
