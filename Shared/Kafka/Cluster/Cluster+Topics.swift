import CRdKafka
import CommitLog

extension Cluster {
    /// A topic to be made: its settings, copies and Kafka's own names for how it is kept.
    struct TopicPlan: Sendable {
        let settings: TopicSettings
        let replicationFactor: Int32
        let minimumInSyncReplicas: Int32

        /// Kafka's settings for a new topic.
        var properties: [(String, String)] {
            TopicPlan.required(settings) + [
                ("max.message.bytes", "\(ClientSettings.messageLimitBytes)"),
                ("min.insync.replicas", "\(minimumInSyncReplicas)"),
            ] + (settings.isStampedByLog ? [] : [("message.timestamp.type", "CreateTime")])
        }

        /// Kafka's settings that an existing topic must have.
        static func required(_ settings: TopicSettings) -> [(String, String)] {
            keeping(settings.retention) + (settings.isStampedByLog ? [("message.timestamp.type", "LogAppendTime")] : [])
        }

        /// Kafka's settings for what is kept.
        private static func keeping(_ retention: TopicSettings.Retention) -> [(String, String)] {
            switch retention {
            case .forever: [("cleanup.policy", "delete"), ("retention.ms", "-1"), ("retention.bytes", "-1")]
            case .milliseconds(let time), .atLeast(let time):
                [("cleanup.policy", "delete"), ("retention.ms", "\(time)"), ("retention.bytes", "-1")]
            case .compacted: [("cleanup.policy", "compact")]
            }
        }
    }

    /// Makes topics; one that somebody else made meanwhile is left as it is.
    ///
    /// - Returns: the names of those made by this call.
    /// - Throws: `.unavailable` naming every topic that could not be made, and why.
    func create(_ plans: [TopicPlan]) throws -> Set<String> {
        var orders: [OpaquePointer?] = []
        defer { for order in orders { rd_kafka_NewTopic_destroy(order) } }
        for plan in plans {
            var message = [CChar](repeating: 0, count: 256)
            let (name, partitions) = (plan.settings.name, plan.settings.partitions)
            guard let order = rd_kafka_NewTopic_new(name, partitions, plan.replicationFactor, &message, message.count) else {
                throw LogError(.invalidConfiguration, "topic \(name) cannot be made: \(string(message))")
            }
            orders.append(order)
            for (name, value) in plan.properties { rd_kafka_NewTopic_set_config(order, name, value) }
        }
        return try ask(RD_KAFKA_ADMIN_OP_CREATETOPICS, "making topics") { client, options, queue in
            // The brokers answer when the topics are there. Lies within librdkafka's range, so it cannot be refused.
            _ = rd_kafka_AdminOptions_set_operation_timeout(options, timeoutMilliseconds, nil, 0)
            rd_kafka_CreateTopics(client, &orders, orders.count, options, queue)
        } read: { event in
            var count = 0
            let results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
            var made: Set<String> = []
            var faults: [String] = []
            for result in UnsafeBufferPointer(start: results, count: count) {
                let name = rd_kafka_topic_result_name(result).map { String(cString: $0) } ?? ""
                switch rd_kafka_topic_result_error(result) {
                case RD_KAFKA_RESP_ERR_NO_ERROR: made.insert(name)
                case RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS: break
                case let error:
                    let detail = rd_kafka_topic_result_error_string(result).map { String(cString: $0) } ?? text(error)
                    faults.append("\(name): \(detail)")
                }
            }
            guard faults.isEmpty else { throw LogError(.unavailable, "topics cannot be made: " + faults.sorted().joined(separator: "; ")) }
            return made
        }
    }

    /// The settings in force of each topic, by Kafka's names.
    func properties(of topics: [String]) throws -> [String: [String: String]] {
        var resources: [OpaquePointer?] = topics.map { rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, $0) }
        defer { for resource in resources { rd_kafka_ConfigResource_destroy(resource) } }
        return try ask(RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, "reading the settings of topics") { client, options, queue in
            rd_kafka_DescribeConfigs(client, &resources, resources.count, options, queue)
        } read: { event in
            var count = 0
            let answers = rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(event), &count)
            var properties: [String: [String: String]] = [:]
            for answer in UnsafeBufferPointer(start: answers, count: count) {
                let name = rd_kafka_ConfigResource_name(answer).map { String(cString: $0) } ?? ""
                let error = rd_kafka_ConfigResource_error(answer)
                guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
                    throw LogError(error.codeOfQuestion, "settings of topic \(name): \(text(error))")
                }
                properties[name] = Self.entries(of: answer)
            }
            return properties
        }
    }

    private static func entries(of resource: OpaquePointer?) -> [String: String] {
        var count = 0
        let entries = rd_kafka_ConfigResource_configs(resource, &count)
        var values: [String: String] = [:]
        for entry in UnsafeBufferPointer(start: entries, count: count) {
            guard let name = rd_kafka_ConfigEntry_name(entry), let value = rd_kafka_ConfigEntry_value(entry) else { continue }
            values[String(cString: name)] = String(cString: value)
        }
        return values
    }
}
