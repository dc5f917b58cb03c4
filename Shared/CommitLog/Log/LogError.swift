/// What can go wrong with a log, by what the caller must do about it.
public struct LogError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; open, so that a back end can be precise without breaking callers.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The stable name, as it stands in logs and problem details.
        public let rawValue: String
        /// A code by its stable name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The append may or may not have landed: claim a new epoch before going on.
        public static let outcomeUnknown = Code(rawValue: "outcome_unknown")
        /// The log cannot be reached or written now; nothing was appended. Try again later.
        public static let unavailable = Code(rawValue: "log_unavailable")
        /// The disk under the log is full; nothing was appended.
        public static let diskFull = Code(rawValue: "disk_full")
        /// A record is larger than `TopicSettings.maximumRecordBytes`; nothing was appended.
        public static let recordTooLarge = Code(rawValue: "record_too_large")
        /// No such topic or partition.
        public static let unknownPartition = Code(rawValue: "unknown_partition")
        /// The topic exists with another partition count or retention: a named refusal at start.
        public static let topicMismatch = Code(rawValue: "topic_mismatch")
        /// The position asked for lies outside the log (before its start or after its end): an alarm, never a silent reset.
        public static let positionOutsideLog = Code(rawValue: "position_outside_log")
        /// The log was closed by its owner.
        public static let closed = Code(rawValue: "log_closed")
    }

    /// The kind.
    public let code: Code
    /// What happened, for a person: names the topic, partition and position.
    public let message: String

    /// An error of that kind.
    public init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

    /// Code and message.
    public var description: String { "\(code.rawValue): \(message)" }
}
