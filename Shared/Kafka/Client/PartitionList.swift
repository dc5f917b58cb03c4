import CRdKafka
import CommitLog

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
