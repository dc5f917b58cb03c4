/// How a topic is to be; `Log.ensure` creates it so and refuses an existing one that differs.
public struct TopicSettings: Hashable, Sendable {
    /// What is kept of a topic, and how long.
    public enum Retention: Hashable, Sendable {
        /// Every record, for ever (commit logs).
        case forever
        /// Every record for so many milliseconds.
        case milliseconds(Int64)
        /// Every record for so many milliseconds or longer: made so, and an operator may keep them for a longer time or for ever.
        case atLeast(milliseconds: Int64)
        /// The newest record of each key (`owners`, `municipalities`).
        case compacted
    }

    /// Who writes a topic, and so what may be expected of it.
    public enum Writers: Hashable, Sendable {
        /// The suite alone. Partition count and retention are as they are set; between two records none is missing.
        case suite
        /// Strangers, in a topic that they may administer as they like: any number of partitions, more of them at any time, any retention.
        /// They may write in transactions: only what was committed is read, and what was aborted and the marks of transactions leave gaps.
        case strangers
    }

    /// The whole name, with prefix.
    public let name: String
    /// Fixed when the topic is created; in a stranger's topic only what a missing one is made with.
    public let partitions: Int32
    /// What is kept; in a stranger's topic only what a missing one is made with.
    public let retention: Retention
    /// Whether records carry the log's clock instead of their writers', where the log has one of its own (Kafka's `LogAppendTime`).
    public let isStampedByLog: Bool
    /// Who writes it.
    public let writers: Writers

    /// The largest record any topic takes, in bytes (key, value and headers together): 16 MiB.
    public static let maximumRecordBytes = 16 * 1024 * 1024

    /// A topic by name, partition count, retention, who writes it, and whose clock its records carry.
    public init(name: String, partitions: Int32, retention: Retention, writers: Writers = .suite, isStampedByLog: Bool = false) {
        (self.name, self.partitions, self.retention) = (name, partitions, retention)
        (self.writers, self.isStampedByLog) = (writers, isStampedByLog)
    }
}
