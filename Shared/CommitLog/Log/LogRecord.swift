/// A record header: a name and bytes. Names may repeat; order is kept.
public struct RecordHeader: Hashable, Sendable {
    /// The name, ASCII.
    public let name: String
    /// The value, usually UTF-8 text.
    public let value: [UInt8]

    /// A header with bytes.
    public init(_ name: String, _ value: [UInt8]) { (self.name, self.value) = (name, value) }

    /// A header with text.
    public init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
}

/// A record to be appended. A nil value is a tombstone, of use in compacted topics only.
public struct NewRecord: Hashable, Sendable {
    /// What compaction and partners see as the key.
    public var key: [UInt8]?
    /// The content.
    public var value: [UInt8]?
    /// Name–value pairs beside the content.
    public var headers: [RecordHeader]

    /// A record with key, value and headers.
    public init(key: [UInt8]?, value: [UInt8]?, headers: [RecordHeader] = []) {
        (self.key, self.value, self.headers) = (key, value, headers)
    }
}

/// A record as it stands in the log.
public struct LogRecord: Hashable, Sendable {
    /// Where it stands: topic and partition.
    public let place: TopicPartition
    /// Where it stands: position in the partition.
    public let offset: Offset
    /// As appended.
    public let key: [UInt8]?
    /// As appended; nil is a tombstone.
    public let value: [UInt8]?
    /// As appended.
    public let headers: [RecordHeader]
    /// When it was appended, milliseconds since the epoch, by the log's or the producer's clock.
    public let timestamp: Int64

    /// A record with all its parts.
    public init(place: TopicPartition, offset: Offset, key: [UInt8]?, value: [UInt8]?, headers: [RecordHeader], timestamp: Int64) {
        self.place = place
        self.offset = offset
        self.key = key
        self.value = value
        self.headers = headers
        self.timestamp = timestamp
    }

    /// The first header of that name, as text; nil where there is none or it is not UTF-8.
    public func header(_ name: String) -> String? {
        headers.first { $0.name == name }.flatMap { String(validating: $0.value, as: UTF8.self) }
    }
}
