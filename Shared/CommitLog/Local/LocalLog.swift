import Glibc
import Synchronization

/// The log in a directory of one machine: durable, shared by any number of processes, without a broker. The default.
///
/// Each topic is one SQLite file. An append is acknowledged when its transaction is on the disk (write-ahead log, `synchronous=FULL`), so it
/// survives kill -9 and power loss. Appends of many tasks share transactions; processes take turns on a file lock. Readers in all processes
/// are woken by a file event. All work on files happens on threads of the log's own.
///
/// A process that is stopped (SIGSTOP) in the middle of a commit keeps its turn until it is continued or killed: others' appends to that
/// topic are `.unavailable` meanwhile.
public final class LocalLog: Log {
    private struct State {
        var isClosed = false
        var topics: [String: LocalTopic] = [:]
    }

    /// Which log this is: made at random with the directory, so that a store can refuse to be used with another log.
    public let identity: String

    private let directory: LocalDirectory
    private let limits: LocalLogSettings
    private let now: @Sendable () -> Int64
    private let control: Worker<LocalDirectory>
    private let readers: [Worker<TopicReading>]
    private let watch: DirectoryWatch
    private let keeper: GroupKeeper
    private let state = Mutex(State())

    /// Opens the log in a directory, and makes it when there is none. Blocks for a few small file operations.
    ///
    /// - Parameter now: the timestamp of records, milliseconds since the epoch.
    /// - Throws: `LogError.unavailable` or `.diskFull`, naming the file.
    public init(
        directory path: String, settings: LocalLogSettings = LocalLogSettings(), now: @escaping @Sendable () -> Int64 = LocalLog.systemTime
    ) throws {
        let directory = LocalDirectory(path: path)
        try directory.create()
        identity = try directory.identity(fresh: settings.random)
        (self.directory, limits, self.now) = (directory, settings, now)
        control = try Worker("log control") { directory }
        readers = try (0..<max(settings.readThreads, 1)).map { try Worker("log read \($0)") { TopicReading(directory: directory) } }
        watch = try DirectoryWatch(
            usesInotify: settings.usesInotify, everyMilliseconds: settings.recheckMilliseconds,
            withoutInotifyMilliseconds: settings.recheckWithoutInotifyMilliseconds)
        keeper = try GroupKeeper(
            watch: watch, heartbeatMilliseconds: settings.heartbeatMilliseconds,
            sessionTimeoutMilliseconds: settings.sessionTimeoutMilliseconds)
        _ = watch.add(directory.bells, .opened) { [weak self] event in self?.hear(event) }
    }

    deinit { watch.beginStop() }

    /// The system's clock, milliseconds since the epoch.
    public static let systemTime: @Sendable () -> Int64 = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Creates what is missing; nothing at all when anything differs. A new topic is on the disk when this returns.
    public func ensure(_ topics: [TopicSettings]) async throws {
        try checkOpen()
        let (identity, wait) = (identity, limits.appendLockWaitMilliseconds)
        try await control.run { try $0.ensure(topics, identity: identity, lockWaitMilliseconds: wait) }
    }

    /// Every topic whose name starts with `prefix`.
    public func topics(prefix: String) async throws -> [String: Int32] {
        try checkOpen()
        let identity = identity
        return try await control.run { try $0.topics(prefix: prefix, identity: identity) }
    }

    /// Gives a topic more partitions, as the owner of a stranger's topic may; fewer are not possible. Members of its groups hear of it with
    /// their next heartbeat.
    ///
    /// - Throws: `LogError.unknownPartition` when there is no such topic.
    public func addPartitions(to topic: String, count: Int32) async throws {
        let known = try await self.topic(of: TopicPartition(topic, 0))
        let (identity, wait) = (identity, limits.appendLockWaitMilliseconds)
        try await control.run { try $0.addPartitions(to: topic, count: count, identity: identity, lockWaitMilliseconds: wait) }
        known.grow(to: count)
    }

    /// Appends in one transaction, shared with what others of this process append to the topic at the same time.
    ///
    /// - Throws: besides what `Log` names: `.diskFull` while less than `LocalLogSettings.reservedDiskBytes` are free; `.unavailable` when
    ///   too much waits already or another process does not give up its turn; `.damaged`.
    public func append(_ records: [NewRecord], to place: TopicPartition) async throws -> [Offset] {
        let topic = try await topic(of: place)
        try records.checkSizes(for: place)
        guard !records.isEmpty else { return [] }
        return try await topic.writing().append(records, to: place.partition)
    }

    /// Opens a reader at `offset`.
    public func read(_ place: TopicPartition, from offset: Offset) async throws -> any LogReader {
        let topic = try await topic(of: place)
        guard let bell = topic.bell(of: place.partition) else { throw LogError.unknown(place) }
        let bounds = try await bounds(of: place)
        guard offset >= (topic.settings.retention == .compacted ? 0 : bounds.removedBefore), offset <= bounds.end else {
            throw LogError.outside(place, offset, start: bounds.start, end: bounds.end)
        }
        return LocalLogReader(log: self, topic: topic, place, bell: bell, position: offset, worker: worker(for: place))
    }

    /// The offset of the first kept record.
    public func start(of place: TopicPartition) async throws -> Offset {
        _ = try await topic(of: place)
        return try await bounds(of: place).start
    }

    /// The offset of the next record.
    public func end(of place: TopicPartition) async throws -> Offset {
        _ = try await topic(of: place)
        return try await bounds(of: place).end
    }

    /// Joins through a locked file; a killed member is noticed at once, a stopped one after the session timeout. Members with one name are
    /// two members.
    public func join(group: String, sharing topic: String, as member: String) async throws -> any GroupMembership {
        let known = try await self.topic(of: TopicPartition(topic, 0))
        // Only the newest assignment matters to a member that was busy.
        let (assignments, told) = AsyncStream.makeStream(of: Set<Int32>.self, bufferingPolicy: .bufferingNewest(1))
        let place = try await keeper.join(
            GroupKeeper.Place(
                directory: directory.group(group, sharing: topic), member: member, instance: String(limits.random(), radix: 16),
                partitions: { [directory] in directory.partitions(of: topic, atLeast: known.partitions) }, told: told))
        return LocalGroupMembership(assignments: assignments, keeper: keeper, place: place)
    }

    /// Keeps the positions in a small file.
    public func note(_ positions: [TopicPartition: Offset], for group: String) async throws {
        try checkOpen()
        let wait = limits.appendLockWaitMilliseconds
        try await control.run { try $0.note(positions, for: group, lockWaitMilliseconds: wait) }
    }

    /// What was noted last, by whichever process.
    public func noted(_ place: TopicPartition, for group: String) async throws -> Offset? {
        try checkOpen()
        return try await control.run { try $0.notedPositions(of: group)[place] }
    }

    /// Looks at the topic's file; a disk that does not answer is not given up on in the middle.
    public func answer(about place: TopicPartition, within limit: Duration) async throws { _ = try await end(of: place) }

    /// Ends this handle: readers end, members leave, appends that have not begun are refused, those under way are finished.
    public func close() async {
        let topics = shut()
        await keeper.stop()
        for topic in topics { await topic.stop() }
        await watch.stop()
        for reader in readers { await reader.stop() }
        await control.stop()
    }

    /// Ends this handle as a killed process would end, for tests: its members do not leave, their locks just go.
    func abandon() async {
        _ = shut()
        await keeper.abandon()
        await close()
    }

    /// Removes what a topic's retention gives free, without waiting for the interval.
    func removeOld(of topic: String) async throws {
        let topic = try await self.topic(of: TopicPartition(topic, 0))
        try await topic.writing().removeOld()
        // Readers whose position went are to learn it now.
        topic.ringAll()
    }

    // MARK: Inside

    var isClosed: Bool { state.withLock { $0.isClosed } }

    private func checkOpen() throws {
        if isClosed { throw LogError.closed("the log") }
    }

    private func shut() -> [LocalTopic] {
        let topics = state.withLock { state in
            state.isClosed = true
            return Array(state.topics.values)
        }
        for topic in topics { topic.ringAll() }
        return topics
    }

    private func worker(for place: TopicPartition) -> Worker<TopicReading> {
        // The same partition always on the same thread; neighbours on different ones.
        let sum = place.topic.utf8.reduce(Int(place.partition)) { ($0 &* 31 &+ Int($1)) & 0xffff }
        return readers[sum % readers.count]
    }

    private func bounds(of place: TopicPartition) async throws -> TopicReading.Bounds {
        try await worker(for: place).run { try $0.bounds(of: place) }
    }

    /// The topic of a place that exists.
    private func topic(of place: TopicPartition) async throws -> LocalTopic {
        try checkOpen()
        let topic = try await topic(named: place.topic)
        guard let topic else { throw LogError.unknown(place) }
        if topic.bell(of: place.partition) == nil {
            // It may have got more of them since it was opened.
            let identity = identity
            let now = try await control.run { try $0.settings(of: place.topic, identity: identity) }
            topic.grow(to: now?.partitions ?? 0)
        }
        guard topic.bell(of: place.partition) != nil else { throw LogError.unknown(place) }
        return topic
    }

    private func topic(named name: String) async throws -> LocalTopic? {
        if let known = state.withLock({ $0.topics[name] }) { return known }
        guard TopicSettings(name: name, partitions: 1, retention: .forever).hasLegalName else { return nil }
        let identity = identity
        guard let settings = try await control.run({ try $0.settings(of: name, identity: identity) }) else { return nil }
        return try state.withLock { state in
            if state.isClosed { throw LogError.closed("the log") }
            if let known = state.topics[name] { return known }
            let opened = LocalTopic(settings, directory: directory, limits: limits, now: now)
            state.topics[name] = opened
            return opened
        }
    }

    /// Wakes the readers of a partition that some process has appended to.
    private func hear(_ event: DirectoryWatch.Event) {
        switch event {
        case .file(let name):
            guard let at = name.lastIndex(of: "@"), let partition = Int32(name[name.index(after: at)...]) else { return }
            state.withLock { $0.topics[String(name[..<at])] }?.bell(of: partition)?.ring()
        case .lookAgain:
            for topic in state.withLock({ Array($0.topics.values) }) where topic.hasWaiters {
                worker(for: TopicPartition(topic.settings.name, 0)).post { file in
                    // A look that fails is made again the next time; a reader that looks for itself gets the error.
                    if let ends = try? file.ends(of: topic.settings.name) { topic.look(at: ends) }
                }
            }
        }
    }
}
