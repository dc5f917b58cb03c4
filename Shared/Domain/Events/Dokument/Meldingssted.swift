/// Where a partner's message stands in the log: its files are read there again by whoever needs them.
public struct Meldingssted: Codable, Sendable, Hashable {
    /// The partner's topic.
    public var topic: String
    /// The partition.
    public var partition: Int32
    /// The position in it.
    public var offset: Int64

    /// A place in the log.
    public init(topic: String, partition: Int32, offset: Int64) { (self.topic, self.partition, self.offset) = (topic, partition, offset) }
}
