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
            .consumer, settings: settings.make(settings.reading(transactional: false)),
            box: CallbackBox(counters: counters, onLog: configuration.onLog))
        self.timeoutMilliseconds = wholeMilliseconds(configuration.requestTimeout)
    }

    /// Serves the client's own events. Never waits.
    func poll() {
        // A closed client has nothing to say any more.
        try? client.use { _ = rd_kafka_poll($0, 0) }
    }

    /// The first offset kept and the one after the last.
    ///
    /// - Throws: `.unknownPartition`, `.unavailable`.
    func bounds(of place: TopicPartition) throws -> (start: Offset, end: Offset) {
        try client.use { client in
            try Self.bounds(of: place, by: client, timeoutMilliseconds)
        }
    }

    /// The same, asked by any client.
    static func bounds(of place: TopicPartition, by client: OpaquePointer, _ timeoutMilliseconds: Int32) throws -> (
        start: Offset, end: Offset
    ) {
        var (start, end): (Offset, Offset) = (0, 0)
        let error = rd_kafka_query_watermark_offsets(client, place.topic, place.partition, &start, &end, timeoutMilliseconds)
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR else { throw LogError(error.codeOfQuestion, "positions of \(place): \(text(error))") }
        return (start, end)
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
