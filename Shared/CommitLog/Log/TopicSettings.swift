/// How a topic is to be; `Log.ensure` creates it so and refuses an existing one that differs.
public struct TopicSettings: Hashable, Sendable {
    /// What is kept of a topic, and how long.
    public enum Retention: Hashable, Sendable {
        /// Every record, for ever (commit logs, quarantine).
        case forever
        /// Every record for so many milliseconds.
        case milliseconds(Int64)
        /// The newest record of each key (`owners`, `municipalities`).
        case compacted
    }

    /// The whole name, with prefix.
    public let name: String
    /// Fixed when the topic is created.
    public let partitions: Int32
    /// What is kept.
    public let retention: Retention
    /// Whether records carry the log's clock instead of their writers', where the log has one of its own (Kafka's `LogAppendTime`).
    public let isStampedByLog: Bool

    /// The largest record any topic takes, in bytes (key, value and headers together): 16 MiB.
    public static let maximumRecordBytes = 16 * 1024 * 1024

    /// A topic by name, partition count and retention.
    public init(name: String, partitions: Int32, retention: Retention, isStampedByLog: Bool = false) {
        (self.name, self.partitions, self.retention, self.isStampedByLog) = (name, partitions, retention, isStampedByLog)
    }
}
