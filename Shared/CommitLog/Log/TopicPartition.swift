/// A position in one partition: the number of records before it. The first record has offset 0 unless older ones were removed.
public typealias Offset = Int64

/// One partition of one topic. The topic's name is complete, with the installation's prefix.
public struct TopicPartition: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The topic's whole name.
    public let topic: String
    /// 0 ..< the topic's partition count.
    public let partition: Int32

    /// A partition by topic and number.
    public init(_ topic: String, _ partition: Int32) { (self.topic, self.partition) = (topic, partition) }

    /// `topic/partition`.
    public var description: String { "\(topic)/\(partition)" }
}
