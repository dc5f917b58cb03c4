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

    /// Reads `topic/partition/offset`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, let partition = Int32(parts[1]), let offset = Int64(parts[2]), partition >= 0,
            offset >= 0
        else { return nil }
        self.init(topic: String(parts[0]), partition: partition, offset: offset)
    }
}
