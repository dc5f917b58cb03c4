/// What a test or a simulation does to the log itself, whichever handle it uses.
extension MemoryLog {
    /// Gives a member exactly these partitions, whatever others have (two may believe they have one), or the range assignment again with nil.
    ///
    /// - Throws: `LogError.unknownPartition` when there is no such topic.
    public func setAssignment(group: String, sharing topic: String, member: String, _ partitions: Set<Int32>?) throws {
        try store.change(MemoryGroup.Name(group: group, topic: topic)) { group, _ in group.force(partitions, on: member) }
    }

    /// Takes a member out of its group without telling it: the others get its partitions, it goes on believing.
    ///
    /// - Throws: `LogError.unknownPartition` when there is no such topic.
    public func declareDead(group: String, sharing topic: String, member: String) throws {
        try store.change(MemoryGroup.Name(group: group, topic: topic)) { group, _ in
            group.remove(where: { _, name in name == member }, finishing: false)
        }
    }

    /// The members of a group, sorted.
    public func members(group: String, sharing topic: String) -> [String] {
        store.state.withLock { $0.groups[MemoryGroup.Name(group: group, topic: topic)]?.names ?? [] }
    }

    /// Lets nothing appended from now on be seen by readers, until `releaseDelivery`.
    public func holdDelivery(of place: TopicPartition) throws {
        try store.with(place) { $0.heldFrom = min($0.heldFrom ?? $0.end, $0.end) }
    }

    /// Shows readers what was held back.
    public func releaseDelivery(of place: TopicPartition) throws {
        let bell = try store.with(place) { partition in
            partition.heldFrom = nil
            return partition.bell
        }
        bell.ring()
    }

    /// Lands the appends that were to land later, in the order in which they were made; returns their offsets.
    @discardableResult
    public func landDelayed(at place: TopicPartition) throws -> [Offset] {
        let delayed = try store.with(place) { partition in
            defer { partition.delayed = [] }
            return partition.delayed
        }
        return try delayed.flatMap { try store.land($0, to: place) }
    }

    /// Gives a topic more partitions, as the owner of a stranger's topic may; fewer are not possible.
    public func addPartitions(to topic: String, count: Int32) {
        store.changeTopic(topic) { topic in
            guard let have = topic?.partitions.count else { return }
            for _ in have..<max(have, Int(count)) { topic?.partitions.append(MemoryPartition()) }
        }
    }

    /// Removes a topic with everything in it, as the owner of a stranger's topic may.
    public func removeTopic(_ topic: String) { store.changeTopic(topic) { $0 = nil } }

    /// Removes every record before `offset`, as retention would.
    public func remove(before offset: Offset, of place: TopicPartition) throws {
        let bell = try store.with(place) { partition in
            partition.remove(before: offset)
            return partition.bell
        }
        bell.ring()
    }

    /// Loses every record from `offset` on, as an unclean election would.
    public func loseEnd(of place: TopicPartition, from offset: Offset) throws {
        let bell = try store.with(place) { partition in
            partition.loseEnd(from: offset)
            return partition.bell
        }
        bell.ring()
    }

    /// Another log of the same identity with everything that is in this one, as a copy put back later would be.
    public func copy() -> MemoryLog {
        let copy = MemoryLog(identity: identity, now: store.now)
        let topics = store.state.withLock { state in
            state.topics.mapValues { $0.copy() }
        }
        copy.store.state.withLock { $0.topics = topics }
        return copy
    }

    /// Does what the topics' retention asks for at the log's present time; it never happens by itself.
    public func applyRetention() {
        let now = store.now()
        store.state.withLock { state in
            for (name, topic) in state.topics {
                for index in topic.partitions.indices {
                    switch topic.settings.retention {
                    case .forever: break
                    case .milliseconds(let kept), .atLeast(let kept): state.topics[name]?.partitions[index].remove(olderThan: now - kept)
                    case .compacted: state.topics[name]?.partitions[index].compact()
                    }
                }
            }
        }
        store.ringAll()
    }

    /// Every record kept in a partition, for a test's inspection.
    public func records(of place: TopicPartition) throws -> [LogRecord] { try store.with(place) { $0.records } }
}
