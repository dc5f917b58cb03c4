import CRdKafka
import CommitLog

/// A group's advisory positions, written and read on a client that has the group's name.
///
/// Not by librdkafka's admin interface: in 2.0.2 that ends the process with a null pointer when the group's coordinator is just moving
/// (`rd_kafka_handle_OffsetFetch` asks the client's group for its coordinator, and an admin client has no group).
extension Client {
    /// Writes positions; as a member's when this client is one, else in the group's name, which a group with members elsewhere refuses.
    /// Waits for the network.
    func note(_ positions: [TopicPartition: Offset], _ timeoutMilliseconds: Int32) throws {
        let list = PartitionList(positions)
        try use { client in
            guard let queue = rd_kafka_queue_new(client) else { throw LogError(.unavailable, "out of memory") }
            // Once the queue is gone, a late answer has nowhere to go: the callback is only called by the poll below.
            defer { rd_kafka_queue_destroy(queue) }
            var answer: rd_kafka_resp_err_t?
            try withUnsafeMutablePointer(to: &answer) { answer in
                let error = rd_kafka_commit_queue(
                    client, list.pointer, queue,
                    { _, error, _, opaque in opaque?.assumingMemoryBound(to: rd_kafka_resp_err_t?.self).pointee = error }, answer)
                guard error == RD_KAFKA_RESP_ERR_NO_ERROR else { throw LogError(.unavailable, "positions of a group: \(text(error))") }
                rd_kafka_queue_poll_callback(queue, timeoutMilliseconds)
                guard answer.pointee == RD_KAFKA_RESP_ERR_NO_ERROR else {
                    throw LogError(.unavailable, "positions of a group: \(answer.pointee.map(text) ?? "no answer")")
                }
            }
        }
    }

    /// The position last written; nil where there is none. Waits for the network.
    func noted(_ place: TopicPartition, _ timeoutMilliseconds: Int32) throws -> Offset? {
        let list = PartitionList([place: Offset(RD_KAFKA_OFFSET_INVALID)])
        return try use { client in
            let error = rd_kafka_committed(client, list.pointer, timeoutMilliseconds)
            guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw LogError(.unavailable, "position of a group in \(place): \(text(error))")
            }
            guard let entry = list.pointer?.pointee.elems?.pointee else { return nil }
            guard entry.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw LogError(.unavailable, "position of a group in \(place): \(text(entry.err))")
            }
            return entry.offset >= 0 ? entry.offset : nil
        }
    }
}
