import CommitLog

/// What a back end may be able to do beyond the common ground. A fact that needs what a back end lacks is left out, and said to be.
public enum LogCapability: String, Sendable, CaseIterable {
    /// Topics get the partition count and the retention asked for, and differences are found.
    case topicSettings
    /// `LogFixture.applyRetention` makes the log do what the topics' retention asks for.
    case retention
    /// `LogFixture.applyRetention` also compacts.
    case compaction
    /// Groups share partitions.
    case groups
    /// `LogFixture.addPartitions` does what the owner of a stranger's topic may.
    case morePartitions
    /// `LogFixture.kill` ends a handle as a killed process would end.
    case kill
}

/// One log of one back end, fresh for each fact.
public protocol LogFixture: Sendable {
    /// What this back end can do; static, because it decides which facts are asked.
    static var capabilities: Set<LogCapability> { get }

    /// Whether a reader holds records it has read ahead, and still hands them over when the log has removed them since.
    static var readsAhead: Bool { get }

    /// How long a wait may last before a fact counts as broken. Nothing is ever shown to be faster than this.
    var patience: Duration { get }

    /// A handle on the log; every further one is what another process would have.
    func open() async throws -> any Log

    /// A topic name nobody has used before.
    func uniqueTopic() -> String

    /// Removes what retention allows to be removed, with `milliseconds` having passed since now.
    func applyRetention(after milliseconds: Int64) async throws

    /// Gives a topic more partitions, as its owner does it.
    func addPartitions(to topic: String, count: Int32) async throws

    /// Ends a handle without its leaving anything, as kill -9 does.
    func kill(_ log: any Log) async throws

    /// Closes and removes everything.
    func finish() async
}

extension LogFixture {
    /// Not unless a back end says so.
    public static var readsAhead: Bool { false }

    /// The handle and a new topic on it.
    func openWithTopic(
        partitions: Int32 = 1, retention: TopicSettings.Retention = .forever
    ) async throws -> (log: any Log, topic: String) {
        let log = try await open()
        let topic = uniqueTopic()
        try await log.ensure([TopicSettings(name: topic, partitions: partitions, retention: retention)])
        return (log, topic)
    }
}
