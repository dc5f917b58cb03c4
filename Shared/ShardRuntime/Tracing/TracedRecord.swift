import CommitLog
import Contracts
import Domain

/// A record that carries the trace id asked for: where it stands, when it was appended, and what can be said of it without its content.
public struct TracedRecord: Sendable {
    /// What kind of record it is.
    public enum Kind: String, Sendable {
        /// What a partner wrote to its own topic, or posted.
        case message
        /// A command of the intake.
        case command
        /// An accepted commit.
        case commit
        /// What a partner was told.
        case receipt
        /// A public event.
        case event
    }

    /// One event of a commit by its name.
    public struct EventName: Sendable, Hashable {
        /// Its stable name.
        public let type: String
        /// How many dokumentobjekter it is about; nil when it names none.
        public let dokumentobjekter: Int?
    }

    /// What an accepted commit's header says, and the names of what is in its body.
    public struct CommitPart: Sendable {
        /// The header.
        public let header: CommitHeader
        /// Its events, in order.
        public let events: [EventName]
        /// The partners that were told something, each once.
        public let partners: [String]
    }

    /// What a CloudEvent says of itself beside its content.
    public struct EventPart: Sendable {
        /// CloudEvents `type`.
        public let type: String
        /// CloudEvents `id`.
        public let id: String
        /// CloudEvents `source`.
        public let source: String
        /// CloudEvents `time`, as it was written.
        public let time: String?
        /// The id of the event that it answers.
        public let correlationID: String?
    }

    /// What kind of record it is.
    public let kind: Kind
    /// Where it stands: topic and partition.
    public let place: TopicPartition
    /// Where it stands: position in the partition.
    public let offset: Offset
    /// When it was appended, milliseconds since the epoch.
    public let timestamp: Int64
    /// Of a commit.
    public let commit: CommitPart?
    /// Of a message, receipt or public event.
    public let event: EventPart?

    init(_ kind: Kind, _ record: LogRecord, commit: CommitPart? = nil, event: EventPart? = nil) {
        (self.kind, self.commit, self.event) = (kind, commit, event)
        (place, offset, timestamp) = (record.place, record.offset, record.timestamp)
    }

    /// A record that holds a CloudEvent in structured mode; in binary mode its headers say the same.
    init(_ kind: Kind, event record: LogRecord) {
        // What is no JSON is told without its names: the record's place and time are what counts.
        let json = (try? JSONReader.read(record.value ?? [])) ?? .null
        func attribute(_ name: String) -> String? { record.header("ce_\(name)") ?? json[name]?.text }
        let part = EventPart(
            type: attribute("type") ?? "", id: attribute("id") ?? "", source: attribute("source") ?? "", time: attribute("time"),
            correlationID: attribute("correlationid"))
        self.init(kind, record, event: part)
    }
}
