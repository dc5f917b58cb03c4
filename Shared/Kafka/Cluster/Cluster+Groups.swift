import CRdKafka
import CommitLog

extension Cluster {
    /// Writes positions of a group that has no member in this process. A group with members elsewhere does not take them.
    func note(_ positions: [TopicPartition: Offset], for group: String) throws {
        let list = PartitionList(positions)
        var orders: [OpaquePointer?] = [rd_kafka_AlterConsumerGroupOffsets_new(group, list.pointer)]
        defer { rd_kafka_AlterConsumerGroupOffsets_destroy(orders[0]) }
        try ask(RD_KAFKA_ADMIN_OP_ALTERCONSUMERGROUPOFFSETS, "positions of group \(group)") { client, options, queue in
            rd_kafka_AlterConsumerGroupOffsets(client, &orders, 1, options, queue)
        } read: { event in
            var count = 0
            let result = rd_kafka_event_AlterConsumerGroupOffsets_result(event)
            let groups = rd_kafka_AlterConsumerGroupOffsets_result_groups(result, &count)
            _ = try self.positions(in: groups, count, group)
        }
    }

    /// The position last written for a group; nil where there is none.
    func noted(_ place: TopicPartition, for group: String) throws -> Offset? {
        let list = PartitionList([place: Offset(RD_KAFKA_OFFSET_INVALID)])
        var orders: [OpaquePointer?] = [rd_kafka_ListConsumerGroupOffsets_new(group, list.pointer)]
        defer { rd_kafka_ListConsumerGroupOffsets_destroy(orders[0]) }
        return try ask(RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS, "positions of group \(group)") { client, options, queue in
            rd_kafka_ListConsumerGroupOffsets(client, &orders, 1, options, queue)
        } read: { event in
            var count = 0
            let result = rd_kafka_event_ListConsumerGroupOffsets_result(event)
            let groups = rd_kafka_ListConsumerGroupOffsets_result_groups(result, &count)
            return try positions(in: groups, count, group)[place]
        }
    }

    private func positions(in groups: UnsafeMutablePointer<OpaquePointer?>?, _ count: Int, _ name: String) throws -> [TopicPartition: Offset] {
        var positions: [TopicPartition: Offset] = [:]
        for group in UnsafeBufferPointer(start: groups, count: count) {
            if let error = rd_kafka_group_result_error(group) {
                throw LogError(.unavailable, "positions of group \(name): \(String(cString: rd_kafka_error_string(error)))")
            }
            guard let list = rd_kafka_group_result_partitions(group) else { continue }
            for entry in UnsafeBufferPointer(start: list.pointee.elems, count: Int(list.pointee.cnt)) {
                let place = TopicPartition(String(cString: entry.topic), entry.partition)
                guard entry.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
                    throw LogError(.unavailable, "position of group \(name) in \(place): \(text(entry.err))")
                }
                if entry.offset >= 0 { positions[place] = entry.offset }
            }
        }
        return positions
    }
}

/// librdkafka's list of partitions with positions; freed with this object.
final class PartitionList {
    let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?

    /// A list of these positions.
    init(_ positions: [TopicPartition: Offset]) {
        pointer = rd_kafka_topic_partition_list_new(Int32(positions.count))
        for (place, offset) in positions {
            rd_kafka_topic_partition_list_add(pointer, place.topic, place.partition)?.pointee.offset = offset
        }
    }

    deinit { rd_kafka_topic_partition_list_destroy(pointer) }
}
