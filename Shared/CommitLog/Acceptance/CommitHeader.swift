import Domain

/// The clear part of a commit. The hash chain of a shard runs over headers only, so that a body can be made unreadable while the chain still verifies.
public struct CommitHeader: Hashable, Sendable, Codable {
    /// The format's version: 1.
    public var version: Int
    /// The service whose commit log this is.
    public var service: String
    /// The shard: one municipality.
    public var kommune: Organisasjonsnummer
    /// The owner's epoch when it was written.
    public var epoch: UInt64
    /// 0, 1, 2 … within the shard.
    public var sequence: UInt64
    /// SHA-256 (hex) of the previous header's bytes; 64 zeros for the first.
    public var previous: String
    /// What made it.
    public var cause: Cause
    /// When it was decided.
    public var time: Tidspunkt
    /// SHA-256 (hex) of the body's bytes.
    public var body: String
    /// W3C traceparent of the request, where it had one.
    public var traceparent: String?

    /// `previous` of a shard's first commit.
    public static let noPrevious = String(repeating: "0", count: 64)

    /// A header with all its parts, version 1.
    public init(
        service: String, kommune: Organisasjonsnummer, epoch: UInt64, sequence: UInt64, previous: String, cause: Cause, time: Tidspunkt,
        body: String, traceparent: String? = nil
    ) {
        version = 1
        self.service = service
        self.kommune = kommune
        self.epoch = epoch
        self.sequence = sequence
        self.previous = previous
        self.cause = cause
        self.time = time
        self.body = body
        self.traceparent = traceparent
    }
}
