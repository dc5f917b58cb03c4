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
    /// The type of the event or command, where it could be told.
    public var type: String?
    /// Every reason, without what stood in the message (``QuarantineReason``).
    public var reasons: [Fault]
    /// The raw bytes; of a message that is larger than a record can hold, its first ones.
    public var raw: Data
    /// How many bytes the message had, where `raw` does not hold all of them.
    public var wholeBytes: Int?
    /// The record's or request's headers, as text.
    public var headers: [String: String]

    /// A message with all its parts.
    public init(
        id: String, received: Tidspunkt, topic: String, partition: Int32? = nil, offset: Offset? = nil, partner: String,
        kommune: String? = nil, type: String? = nil, reasons: [Fault], raw: [UInt8], headers: [String: String] = [:]
    ) {
        self.id = id
        self.received = received
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.partner = partner
        self.kommune = kommune
        self.type = type
        self.reasons = reasons.map(QuarantineReason.shown)
        self.raw = Data(raw)
        self.headers = headers
    }

    /// Most bytes kept of a message that is too large to be kept whole.
    public static let limitPartBytes = 8 * 1024 * 1024
    /// Most bytes kept of the headers of such a message.
    public static let limitPartHeaderBytes = 256 * 1024

    /// The record for the quarantine topic. What is too large for a record is kept in part, and says so.
    public func record() throws -> NewRecord {
        let whole = try encoded()
        return whole.byteCount <= TopicSettings.maximumRecordBytes ? whole : try part.encoded()
    }

    /// The message as it fits into a commit: whole, or in part.
    var fitting: QuarantinedMessage {
        let headerBytes = headers.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        return raw.count <= Self.limitPartBytes && headerBytes <= Self.limitPartHeaderBytes ? self : part
    }

    /// The beginning of the message, which lies whole where it came from for as long as that keeps it.
    private var part: QuarantinedMessage {
        var part = self
        part.raw = raw.prefix(Self.limitPartBytes)
        part.wholeBytes = raw.count
        var room = Self.limitPartHeaderBytes
        part.headers = [:]
        for (name, value) in headers.sorted(by: { $0.value.utf8.count < $1.value.utf8.count }) {
            room -= name.utf8.count + value.utf8.count
            if room >= 0 { part.headers[name] = value }
        }
        part.reasons.append(
            Fault(
                pointer: "", code: "kept_in_part",
                message:
                    "the message is too large to be set aside whole: \(part.raw.count) of \(raw.count) bytes and \(part.headers.count) of \(headers.count) headers are kept here"
            ))
        return part
    }

    private func encoded() throws -> NewRecord {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return NewRecord(key: Array(id.utf8), value: Array(try encoder.encode(self)), headers: [RecordHeader("kind", "message")])
    }
}
