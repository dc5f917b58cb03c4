import Synchronization

/// What all handles of one memory log share: the topics, the groups and what was noted.
final class MemoryLogStore: Sendable {
    struct Topic {
        let settings: TopicSettings
        var partitions: [MemoryPartition]

        init(_ settings: TopicSettings) {
            self.settings = settings
            partitions = (0..<settings.partitions).map { _ in MemoryPartition() }
        }

        /// The same records, for another log.
        func copy() -> Topic {
            var copy = self
            copy.partitions = partitions.map { $0.copy() }
            return copy
        }
    }

    struct Notes: Hashable {
        let group: String
        let place: TopicPartition
    }

    struct State {
        var topics: [String: Topic] = [:]
        var groups: [MemoryGroup.Name: MemoryGroup] = [:]
        var notes: [Notes: Offset] = [:]
        var lastMember = 0
    }

    let identity: String
    let now: @Sendable () -> Int64
    let sleep: Sleep
    let state = Mutex(State())

    init(identity: String, now: @escaping @Sendable () -> Int64, sleep: @escaping Sleep) {
        self.identity = identity
        self.now = now
        self.sleep = sleep
    }

    /// Works on one partition; `change` must not suspend or call back.
    func with<T>(_ place: TopicPartition, _ change: (inout MemoryPartition) throws -> T) throws -> T {
        try state.withLock { state in
            guard let topic = state.topics[place.topic], topic.partitions.indices.contains(Int(place.partition)) else {
                throw LogError.unknown(place)
            }
            return try change(&state.topics[place.topic, default: topic].partitions[Int(place.partition)])
        }
    }

    func land(_ records: some Collection<NewRecord>, to place: TopicPartition) throws -> [Offset] {
        let timestamp = now()
        let (offsets, bell) = try with(place) { ($0.land(records, at: place, timestamp: timestamp), $0.bell) }
        bell.ring()
        return offsets
    }

    func isCompacted(_ topic: String) -> Bool { state.withLock { $0.topics[topic]?.settings.retention == .compacted } }

    /// Wakes every reader of every partition, so that it looks again at what its handle says.
    func ringAll() {
        let bells = state.withLock { state in
            state.topics.keys.sorted().flatMap { state.topics[$0]?.partitions.map(\.bell) ?? [] }
        }
        for bell in bells { bell.ring() }
    }

    /// Changes a group and tells its members what that means for them.
    func change<T>(_ name: MemoryGroup.Name, _ change: (inout MemoryGroup, inout State) -> T) throws -> T {
        try state.withLock { state in
            guard let topic = state.topics[name.topic] else { throw LogError(.unknownPartition, "there is no topic \(name.topic)") }
            var group = state.groups[name] ?? MemoryGroup()
            let answer = change(&group, &state)
            group.settle(partitions: Int32(topic.partitions.count))
            state.groups[name] = group
            return answer
        }
    }

    /// Changes which topics there are, or how many partitions one has, and tells the members of its groups.
    func changeTopic(_ name: String, _ change: (inout Topic?) -> Void) {
        let bells = state.withLock { state in
            let before = state.topics[name]?.partitions.map(\.bell) ?? []
            change(&state.topics[name])
            let partitions = Int32(state.topics[name]?.partitions.count ?? 0)
            for group in state.groups.keys where group.topic == name { state.groups[group]?.settle(partitions: partitions) }
            return before
        }
        for bell in bells { bell.ring() }
    }
}
