import CommitLog
import Synchronization

/// What is known of topics, asked once each: partition counts of the suite's own topics never change, nor does compaction.
final class TopicDirectory: Sendable {
    private struct State {
        var partitions: [String: Int32] = [:]
        var compacted: [String: Bool] = [:]
        /// Those that strangers write.
        var strangers: Set<String> = []
    }

    /// A topic that somebody has just made may not be known to every broker yet.
    private static let attempts = 4
    private static let pauseBetweenAttempts = Duration.milliseconds(100)

    private let cluster: Cluster
    private let threads: CallThreads
    private let state = Mutex(State())

    init(_ cluster: Cluster, threads: CallThreads) { (self.cluster, self.threads) = (cluster, threads) }

    /// The topic's partition count.
    ///
    /// - Throws: `.unknownPartition` when there is no such topic; `.unavailable`.
    func partitions(of topic: String) async throws -> Int32 {
        if let known = state.withLock({ $0.partitions[topic] }) { return known }
        for attempt in 1... {
            do {
                let found = try await threads.run { [cluster] in try cluster.topic(topic) }
                state.withLock { $0.partitions[topic] = found.partitions }
                return found.partitions
            } catch let error as LogError where error.code == .unknownPartition && attempt < Self.attempts {
                try await Task.sleep(for: Self.pauseBetweenAttempts)
            }
        }
        throw LogError(.unknownPartition, "there is no topic \(topic)")
    }

    /// - Throws: `.unknownPartition` when there is no such place; `.unavailable`.
    func check(_ place: TopicPartition) async throws {
        var count = try await partitions(of: place.topic)
        if place.partition >= count, isStrangers(place.topic) {
            // It may have got more of them since it was asked for.
            state.withLock { $0.partitions[place.topic] = nil }
            count = try await partitions(of: place.topic)
        }
        guard place.partition >= 0, place.partition < count else {
            throw LogError(.unknownPartition, "there is no \(place): the topic has \(count) partitions")
        }
    }

    /// Whether older records of a key may be missing.
    func isCompacted(_ topic: String) async throws -> Bool {
        if let known = state.withLock({ $0.compacted[topic] }) { return known }
        let properties = try await threads.run { [cluster] in try cluster.properties(of: [topic]) }
        let compacted = properties[topic]?["cleanup.policy"]?.contains("compact") ?? false
        state.withLock { $0.compacted[topic] = compacted }
        return compacted
    }

    /// Whether others than the suite write the topic.
    func isStrangers(_ topic: String) -> Bool { state.withLock { $0.strangers.contains(topic) } }

    /// Takes over who writes the topics, whether or not they can be reached.
    func recognize(_ topics: [TopicSettings]) {
        state.withLock { state in
            for topic in topics {
                if topic.writers == .strangers { state.strangers.insert(topic.name) } else { state.strangers.remove(topic.name) }
            }
        }
    }

    /// Takes over what `ensure` has made or checked; a stranger's topic is asked for when it is used.
    func remember(_ topics: [TopicSettings]) {
        state.withLock { state in
            for topic in topics where topic.writers == .suite {
                state.partitions[topic.name] = topic.partitions
                state.compacted[topic.name] = topic.retention == .compacted
            }
        }
    }
}
