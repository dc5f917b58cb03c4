import CommitLog
import Contracts
import Domain
import Foundation

/// A message that could not be understood: the raw bytes, where they came from, and every reason. Nothing is lost.
public struct QuarantinedMessage: Sendable, Codable, Equatable {
    /// A stable id, the same at every attempt to set the same message aside.
    public var id: String
    /// When it was set aside.
    public var received: Tidspunkt
    /// The topic it came on, or `http`.
    public var topic: String
    /// Its partition, where it was a record.
    public var partition: Int32?
    /// Its offset, where it was a record.
    public var offset: Offset?
    /// Who sent it.
    public var partner: String
    /// The municipality, where it could be told.
    public var kommune: String?
    /// Every reason.
    public var reasons: [Fault]
    /// The raw bytes.
    public var raw: Data
    /// The record's or request's headers, as text.
    public var headers: [String: String]

    /// A message with all its parts.
    public init(
        id: String, received: Tidspunkt, topic: String, partition: Int32? = nil, offset: Offset? = nil, partner: String,
        kommune: String? = nil, reasons: [Fault], raw: [UInt8], headers: [String: String] = [:]
    ) {
        self.id = id
        self.received = received
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.partner = partner
        self.kommune = kommune
        self.reasons = reasons
        self.raw = Data(raw)
        self.headers = headers
    }

    /// The record for the quarantine topic.
    public func record() throws -> NewRecord {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return NewRecord(key: Array(id.utf8), value: Array(try encoder.encode(self)), headers: [RecordHeader("kind", "message")])
    }
}
