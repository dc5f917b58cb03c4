/// What made a commit: the input record it answers, and the caller's own name for the request.
///
/// The first four members tell the owner how far it has come in an input topic; `source`, `id` and `digest` tell a repeat from a new request.
public struct Cause: Hashable, Sendable, Codable {
    /// The input topic, where the input was a record.
    public var topic: String?
    /// Its partition.
    public var partition: Int32?
    /// Its offset.
    public var offset: Offset?
    /// For a record of another service's commit log: the epoch it was accepted in.
    public var epoch: UInt64?
    /// For a record of another service's commit log: the hash of that commit; nil in commits of earlier programs.
    public var commit: String?
    /// CloudEvents `source`, or `http:<identity>` for a request with an idempotency key.
    public var source: String?
    /// CloudEvents `id`, or the idempotency key.
    public var id: String?
    /// SHA-256 (hex) of what was asked; the same id with another digest is a conflict.
    public var digest: String?

    /// A cause with whichever members are known.
    public init(
        topic: String? = nil, partition: Int32? = nil, offset: Offset? = nil, epoch: UInt64? = nil, commit: String? = nil,
        source: String? = nil, id: String? = nil, digest: String? = nil
    ) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.epoch = epoch
        self.commit = commit
        self.source = source
        self.id = id
        self.digest = digest
    }

    /// The input partition, where the input was a record.
    public var place: TopicPartition? {
        guard let topic, let partition else { return nil }
        return TopicPartition(topic, partition)
    }
}
