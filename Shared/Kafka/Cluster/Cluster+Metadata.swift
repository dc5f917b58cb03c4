import CRdKafka
import CommitLog

extension Cluster {
    /// A topic as the cluster describes it.
    struct Topic: Sendable {
        let name: String
        let partitions: Int32
        /// Every partition has a leader.
        let isReady: Bool
    }

    /// What the cluster consists of.
    struct Description: Sendable {
        let brokers: Int32
        let topics: [String: Topic]
    }

    /// Every topic of the cluster that this client may see.
    func describe() throws -> Description {
        try client.use { try metadata($0, nil) }
    }

    /// One topic.
    ///
    /// - Throws: `.unknownPartition` when there is none of that name, `.unavailable`.
    func topic(_ name: String) throws -> Topic {
        let description = try client.use { try metadata($0, client.topic(name)) }
        guard let topic = description.topics[name] else { throw LogError(.unknownPartition, "there is no topic \(name)") }
        return topic
    }

    private func metadata(_ pointer: OpaquePointer, _ only: OpaquePointer?) throws -> Description {
        var answer: UnsafePointer<rd_kafka_metadata>?
        let error = rd_kafka_metadata(pointer, only == nil ? 1 : 0, only, &answer, timeoutMilliseconds)
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR, let answer else {
            throw LogError(.unavailable, "the Kafka cluster does not answer: \(text(error))")
        }
        defer { rd_kafka_metadata_destroy(answer) }
        var topics: [String: Topic] = [:]
        for topic in UnsafeBufferPointer(start: answer.pointee.topics, count: Int(answer.pointee.topic_cnt)) {
            let name = String(cString: topic.topic)
            if topic.err.saysForbidden { throw LogError(.unavailable, "topic \(name): \(text(topic.err))") }
            let partitions = UnsafeBufferPointer(start: topic.partitions, count: Int(topic.partition_cnt))
            // An unknown topic is described with an error and without partitions.
            guard !partitions.isEmpty else { continue }
            let isReady = partitions.allSatisfy { $0.leader >= 0 && $0.err != RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE }
            topics[name] = Topic(name: name, partitions: topic.partition_cnt, isReady: isReady)
        }
        return Description(brokers: answer.pointee.broker_cnt, topics: topics)
    }
}
