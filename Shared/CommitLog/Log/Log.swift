/// The log everything stands on: topics of partitions of records, durable and ordered within a partition.
///
/// Three back ends implement it (memory, local, Kafka) and one conformance suite runs on all of them. Nothing above this protocol knows which one it has.
public protocol Log: Sendable {
    /// Creates what is missing and checks what exists; a stranger's topic that exists is taken as it is.
    ///
    /// From then on, also where it fails, topics of strangers are read as such (`TopicSettings.Writers`).
    /// - Throws: `LogError.topicMismatch` naming every topic that differs, and how; `.unavailable`.
    func ensure(_ topics: [TopicSettings]) async throws

    /// Takes note of who writes these topics, whether or not they can be reached: what strangers write is read as such.
    func recognize(_ topics: [TopicSettings])

    /// Every topic whose name starts with `prefix`, with its partition count.
    func topics(prefix: String) async throws -> [String: Int32]

    /// Appends the records, in order and next to each other as far as other writers allow, and returns their offsets when all are durable.
    ///
    /// - Throws: `LogError.outcomeUnknown` when some may have landed; any other code means that none did.
    func append(_ records: [NewRecord], to place: TopicPartition) async throws -> [Offset]

    /// Opens a reader whose first record is the one at `offset` (or, in a compacted or a stranger's topic, the first one at or after it).
    ///
    /// `offset` may equal the end: the reader then waits for the next record.
    /// - Throws: `LogError.positionOutsideLog` when `offset` is before the first kept record of a topic that is not compacted, or after the end.
    func read(_ place: TopicPartition, from offset: Offset) async throws -> any LogReader

    /// The offset of the first kept record (equal to `end` when there is none).
    func start(of place: TopicPartition) async throws -> Offset

    /// The offset that the next record appended will get, or more where the back end leaves holes.
    func end(of place: TopicPartition) async throws -> Offset

    /// Joins a group that shares the partitions of `topic` among its members; partitions of a dead member go to the others.
    ///
    /// Two members may believe for a while that they both have a partition: fencing is the reader's business (claims and epochs).
    func join(group: String, sharing topic: String, as member: String) async throws -> any GroupMembership

    /// Notes how far a group has come in other topics, for lag tools. Advisory: nothing in the suite decides by it.
    func note(_ positions: [TopicPartition: Offset], for group: String) async throws

    /// What `note` said last; nil where nothing was noted.
    func noted(_ place: TopicPartition, for group: String) async throws -> Offset?

    /// Returns when the log has answered a question about a place; for watching whether it is there.
    ///
    /// - Throws: `LogError` when it has not answered within `limit`.
    func answer(about place: TopicPartition, within limit: Duration) async throws

    /// Ends readers, memberships and connections. Appends under way fail with `.closed` or `.outcomeUnknown`.
    func close() async
}

/// A reader of one partition. One task at a time may call `next`.
public protocol LogReader: Sendable {
    /// The next records in order, at least one; waits while there is none. An empty array means: nothing came within `timeout`.
    ///
    /// At most `limit` records and about 8 MiB at a time.
    /// - Throws: `LogError.positionOutsideLog` when the position was removed from under the reader; `.closed`; `CancellationError`.
    func next(limit: Int, timeout: Duration?) async throws -> [LogRecord]

    /// The offset after everything that the reader has passed: the records it handed over, and in a stranger's topic also what takes
    /// an offset without being a record for anybody (marks of transactions, aborted records). At the end of the log it is the end.
    var position: Offset { get }

    /// Ends the reader; a waiting `next` throws `.closed`.
    func close() async
}

/// A place in a group.
public protocol GroupMembership: Sendable {
    /// The partitions this member has, anew at every change, the first time when the group has settled. Finishes after `leave`.
    /// Partitions that a stranger's topic gets later are shared out within a minute.
    var assignments: AsyncStream<Set<Int32>> { get }

    /// The names of the members that live, this one among them; nil while the group is settling.
    ///
    /// - Throws: `.unavailable` when nobody can say now, `.closed`.
    func members() async throws -> Set<String>?

    /// Gives the partitions back at once.
    func leave() async
}

extension Log {
    /// A log whose topics know themselves who writes them.
    public func recognize(_ topics: [TopicSettings]) {}
}
