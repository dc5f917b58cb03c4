import CommitLog

/// `Log.ensure` on Kafka: makes what is missing, refuses what differs, waits until all of it can be used.
struct TopicKeeper: Sendable {
    let configuration: KafkaLogConfiguration
    let cluster: Cluster
    let threads: CallThreads

    private static let pauseBetweenLooks = Duration.milliseconds(50)

    /// See `Log.ensure`.
    func ensure(_ topics: [TopicSettings]) async throws {
        let before = try await threads.run { [cluster] in try cluster.describe() }
        let missing = topics.filter { before.topics[$0.name] == nil }
        var made: Set<String> = []
        if !missing.isEmpty {
            let plans = missing.map { plan($0, brokers: before.brokers) }
            made = try await threads.run { [cluster] in try cluster.create(plans) }
        }
        // Nothing is waited for or asked of a stranger's topic that is there.
        let present = try await waitForLeaders(topics.filter { $0.writers == .suite || before.topics[$0.name] == nil })
        try await compare(topics.filter { $0.writers == .suite }, present, made: made)
    }

    private func plan(_ settings: TopicSettings, brokers: Int32) -> Cluster.TopicPlan {
        let copies = configuration.replicationFactor ?? min(3, max(1, brokers))
        return Cluster.TopicPlan(
            settings: settings, replicationFactor: copies,
            minimumInSyncReplicas: configuration.minimumInSyncReplicas ?? (copies >= 3 ? 2 : 1))
    }

    private func waitForLeaders(_ topics: [TopicSettings]) async throws -> [String: Cluster.Topic] {
        if topics.isEmpty { return [:] }
        let deadline = ContinuousClock.now + configuration.requestTimeout
        while true {
            let present = try await threads.run { [cluster] in try cluster.describe() }.topics
            let waiting = topics.map(\.name).filter { present[$0]?.isReady != true }
            if waiting.isEmpty { return present }
            guard ContinuousClock.now < deadline else {
                throw LogError(.unavailable, "topics without a leader: " + waiting.sorted().joined(separator: ", "))
            }
            try await Task.sleep(for: Self.pauseBetweenLooks)
        }
    }

    private func compare(_ topics: [TopicSettings], _ present: [String: Cluster.Topic], made: Set<String>) async throws {
        let existing = topics.filter { !made.contains($0.name) }
        let names = existing.map(\.name)
        let properties = names.isEmpty ? [:] : try await threads.run { [cluster] in try cluster.properties(of: names) }
        let differences = existing.compactMap { topic -> String? in
            var faults: [String] = []
            if let partitions = present[topic.name]?.partitions, partitions != topic.partitions {
                faults.append("\(partitions) partitions instead of \(topic.partitions)")
            }
            for (name, wanted) in Cluster.TopicPlan.required(topic) {
                let found = properties[topic.name]?[name] ?? "unknown"
                if !topic.retention.accepts(found, as: name, wanted: wanted) { faults.append("\(name) \(found) instead of \(wanted)") }
            }
            return faults.isEmpty ? nil : "\(topic.name): " + faults.joined(separator: ", ")
        }
        guard differences.isEmpty else { throw LogError(.topicMismatch, differences.sorted().joined(separator: "; ")) }
    }
}

extension TopicSettings.Retention {
    /// Whether a topic's property may be as it was found; a time to keep records that is «at least» may be longer, or without end.
    fileprivate func accepts(_ found: String, as property: String, wanted: String) -> Bool {
        if found == wanted { return true }
        guard case .atLeast(let least) = self, property == "retention.ms", let kept = Int64(found) else { return false }
        return kept < 0 || kept >= least
    }
}
