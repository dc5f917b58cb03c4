import CommitLog
import Domain

/// One thing to decide: a command, or another service's commit.
public struct ShardInput: Sendable {
    /// What came.
    public enum Content: Sendable {
        /// A command by type, as JSON.
        case command(type: String, payload: [UInt8])
        /// An accepted commit of a service that the model follows.
        case upstream(Commit)
    }

    /// The shard it is for.
    public let kommune: Organisasjonsnummer
    /// Where it came from; becomes the commit's cause.
    public let cause: Cause
    /// The content.
    public let content: Content
    /// W3C traceparent, where it has one.
    public let traceparent: String?
    /// When it was handed in, milliseconds since the epoch: a record's timestamp.
    public let received: Int64?

    /// An input with all its parts.
    public init(kommune: Organisasjonsnummer, cause: Cause, content: Content, traceparent: String? = nil, received: Int64? = nil) {
        self.kommune = kommune
        self.cause = cause
        self.content = content
        self.traceparent = traceparent
        self.received = received
    }

    /// A rough size in bytes, for the limits of queues and rounds.
    var bytes: Int {
        switch content {
        case .command(_, let payload): payload.count + 256
        case .upstream(let commit): commit.body.count + commit.headerBytes.count
        }
    }
}
