import CommitLog

/// A record for the outside that follows from an accepted commit.
public struct Publication: Sendable, Hashable {
    /// The topic's whole name.
    public var topic: String
    /// The partition; nil: by the key.
    public var partition: Int32?
    /// The record.
    public var record: NewRecord

    /// A record for a topic.
    public init(topic: String, partition: Int32? = nil, record: NewRecord) {
        (self.topic, self.partition, self.record) = (topic, partition, record)
    }
}
