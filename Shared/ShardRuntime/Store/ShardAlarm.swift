import Domain

/// A named condition that stops a shard or a partition until somebody acts. Never a silent reset.
public struct ShardAlarm: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind, stable: it stands in `/readyz`, metrics and `sakarkiv status`.
    public enum Code: String, Hashable, Sendable, Codable {
        /// The store's file is damaged: rebuild it from the log.
        case storeDamaged = "store_damaged"
        /// The store contains more than the log: the log was cut or exchanged.
        case storeAheadOfLog = "store_ahead_of_log"
        /// What the store has at its last position is not what the log has there: the log was exchanged, restored from an older copy, or lost
        /// its end and grew again. The store is set aside and built anew when somebody asks for it.
        case storeNotOfThisLog = "store_not_of_this_log"
        /// The file belongs to another shard, service, or log.
        case foreignStore = "foreign_store"
        /// A sequence is missing in an accepted epoch.
        case sequenceGap = "sequence_gap"
        /// An input does not follow the stored position.
        case inputGap = "input_gap"
        /// An input topic is shorter than it was; told, and read again from its start.
        case inputShortened = "input_shortened"
        /// A log that is followed has another history than what was taken in of it. The follower's municipalities stop until an operator has them
        /// rebuilt, which is the word to go on with what the log has now.
        case upstreamNotOfThisLog = "upstream_not_of_this_log"
        /// The log has another history than what was published of it; told, and published again from where both were the same.
        case publishedAgain = "published_again"
        /// A stored position is outside what the log still has.
        case positionOutsideLog = "position_outside_log"
        /// A commit cannot be read or applied by this program.
        case unreadableCommit = "unreadable_commit"
        /// No room on the disk; retried by itself.
        case diskFull = "disk_full"
        /// The log cannot be reached; retried by itself.
        case logUnavailable = "log_unavailable"
        /// Something else failed; retried by itself.
        case failing = "failing"
    }

    /// True when the store's own history is not the log's: nothing may be appended to it, and what it shows is not so.
    public var isOfAnotherHistory: Bool {
        switch code {
        case .storeAheadOfLog, .storeNotOfThisLog, .foreignStore: true
        default: false
        }
    }

    /// True when nothing can be appended for the shard, and its partition need not be owned for its sake.
    var keepsFromOwning: Bool { isOfAnotherHistory || code == .upstreamNotOfThisLog }

    /// The kind.
    public let code: Code
    /// What happened, for a person.
    public let message: String
    /// The shard; nil when the whole partition is concerned.
    public let kommune: Organisasjonsnummer?

    /// An alarm of that kind.
    public init(_ code: Code, _ message: String, _ kommune: Organisasjonsnummer? = nil) {
        (self.code, self.message, self.kommune) = (code, message, kommune)
    }

    /// Code and message.
    public var description: String { "\(code.rawValue): \(message)" }
}
