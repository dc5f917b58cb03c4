import Synchronization

/// The log in memory: deterministic, for tests and simulation. It forgets everything with its last handle.
///
/// One `MemoryLog` is one instance's handle; `anotherHandle` is what a second process would open. It starts no timer unless `next` asks for
/// a timeout, wakes waiting readers in the order they came, and does what its faults and the controls in `MemoryLog+Control.swift` say.
public final class MemoryLog: Log {
    private struct State {
        var isClosed = false
        var isReachable = true
        var faults: (any MemoryLogFaults)?
        var memberships: [MemoryGroupMembership] = []
    }

    let store: MemoryLogStore
    private let state: Mutex<State>

    /// Which log this is; all its handles have the same.
    public var identity: String { store.identity }

    /// A new, empty log.
    ///
    /// - Parameters:
    ///   - now: the timestamp of records, milliseconds since the epoch.
    ///   - sleep: how to wait for the timeout of `next`.
    public convenience init(
        identity: String = "memory", faults: (any MemoryLogFaults)? = nil, now: @escaping @Sendable () -> Int64 = { 0 },
        sleep: @escaping Sleep = { try await Task.sleep(for: $0) }
    ) {
        self.init(store: MemoryLogStore(identity: identity, now: now, sleep: sleep), faults: faults)
    }

    private init(store: MemoryLogStore, faults: (any MemoryLogFaults)?) {
        self.store = store
        state = Mutex(State(faults: faults))
    }

    /// A second handle on the same log, as another instance would have it, with faults of its own.
    public func anotherHandle(faults: (any MemoryLogFaults)? = nil) -> MemoryLog { MemoryLog(store: store, faults: faults) }

    var isClosed: Bool { state.withLock { $0.isClosed } }
    var isReachable: Bool { state.withLock { $0.isReachable } }

    /// Replaces the faults of this handle's appends from now on.
    public func setFaults(_ faults: (any MemoryLogFaults)?) { state.withLock { $0.faults = faults } }

    /// Cuts this handle off the log, or connects it again: meanwhile calls throw `.unavailable` and readers see nothing.
    public func setReachable(_ isReachable: Bool) {
        state.withLock { $0.isReachable = isReachable }
        if isReachable { store.ringAll() }
    }

    private func check() throws {
        let (isClosed, isReachable) = state.withLock { ($0.isClosed, $0.isReachable) }
        if isClosed { throw LogError.closed("the log") }
        if !isReachable { throw LogError(.unavailable, "the log cannot be reached") }
    }

    /// Creates what is missing; nothing at all when anything differs.
    public func ensure(_ topics: [TopicSettings]) async throws {
        try check()
        let missing = try store.state.withLock { state in
            try TopicSettings.check(topics) { state.topics[$0]?.settings }
            return topics.filter { state.topics[$0.name] == nil }
        }
        for topic in missing { store.changeTopic(topic.name) { $0 = $0 ?? MemoryLogStore.Topic(topic) } }
    }

    /// Every topic whose name starts with `prefix`.
    public func topics(prefix: String) async throws -> [String: Int32] {
        try check()
        return store.state.withLock { $0.topics.filter { $0.key.hasPrefix(prefix) }.mapValues { Int32($0.partitions.count) } }
    }

    /// Lands at once, or does what the faults say.
    public func append(_ records: [NewRecord], to place: TopicPartition) async throws -> [Offset] {
        try check()
        _ = try store.with(place) { $0.end }
        try records.checkSizes(for: place)
        guard let faults = state.withLock({ $0.faults }) else { return try store.land(records, to: place) }
        let unknown = LogError(.outcomeUnknown, "no answer to the append of \(records.count) records to \(place)")
        switch await faults.fate(of: records, to: place) {
        case .lands:
            return try store.land(records, to: place)
        case .fails(let error):
            throw error
        case .landsUnreported:
            _ = try store.land(records, to: place)
            throw unknown
        case .landsPartly(let first):
            _ = try store.land(records.prefix(first), to: place)
            throw unknown
        case .landsLater:
            try store.with(place) { $0.delayed.append(records) }
            throw unknown
        case .landsUnseen:
            try store.with(place) { $0.heldFrom = min($0.heldFrom ?? $0.end, $0.end) }
            return try store.land(records, to: place)
        }
    }

    /// Opens a reader at `offset`.
    public func read(_ place: TopicPartition, from offset: Offset) async throws -> any LogReader {
        try check()
        let isCompacted = store.isCompacted(place.topic)
        let bell = try store.with(place) { partition in
            guard offset >= (isCompacted ? 0 : partition.removedBefore), offset <= partition.end else {
                throw LogError.outside(place, offset, start: partition.start, end: partition.end)
            }
            return partition.bell
        }
        return MemoryLogReader(log: self, place: place, position: offset, isCompacted: isCompacted, bell: bell)
    }

    /// The offset of the first kept record.
    public func start(of place: TopicPartition) async throws -> Offset {
        try check()
        return try store.with(place) { $0.start }
    }

    /// The offset of the next record, also while delivery is held.
    public func end(of place: TopicPartition) async throws -> Offset {
        try check()
        return try store.with(place) { $0.end }
    }

    /// Joins; every join and leave settles the group at once. Members with one name are two members.
    public func join(group: String, sharing topic: String, as member: String) async throws -> any GroupMembership {
        try check()
        let name = MemoryGroup.Name(group: group, topic: topic)
        let membership = try MemoryGroupMembership(store: store, name: name, member: member) { [weak self] in
            self.map { $0.isReachable && !$0.isClosed } ?? false
        }
        state.withLock { $0.memberships.append(membership) }
        return membership
    }

    /// Keeps the positions in memory.
    public func note(_ positions: [TopicPartition: Offset], for group: String) async throws {
        try check()
        store.state.withLock { state in
            for (place, offset) in positions { state.notes[MemoryLogStore.Notes(group: group, place: place)] = offset }
        }
    }

    /// What was noted last.
    public func noted(_ place: TopicPartition, for group: String) async throws -> Offset? {
        try check()
        return store.state.withLock { $0.notes[MemoryLogStore.Notes(group: group, place: place)] }
    }

    /// Answers at once, or not at all.
    public func answer(about place: TopicPartition, within limit: Duration) async throws { _ = try await end(of: place) }

    /// Ends this handle: its readers end, its members leave. The log itself stays for the other handles.
    public func close() async {
        for membership in shut() { await membership.leave() }
    }

    /// Ends this handle as a killed process would: its readers end, its members hear nothing more.
    ///
    /// - Parameter noticed: whether the groups see it at once; if not, its members keep their partitions until `declareDead`.
    public func crash(noticed: Bool) {
        for membership in shut() where noticed { membership.die() }
    }

    private func shut() -> [MemoryGroupMembership] {
        let memberships = state.withLock { state in
            state.isClosed = true
            defer { state.memberships = [] }
            return state.memberships
        }
        store.ringAll()
        return memberships
    }
}
