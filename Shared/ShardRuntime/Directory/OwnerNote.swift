import CommitLog
import Domain
import Foundation

/// Who owns a partition: the value of a record in `owners`, keyed `<service>/<partition>`.
public struct OwnerNote: Codable, Sendable, Hashable {
    /// The instance.
    public var instance: String
    /// Where it is reached.
    public var url: String
    /// Its epoch.
    public var epoch: UInt64
    /// Its name in the group, different for every process; nil of a program from before that was noted.
    public var member: String?
}

/// How far a reader has come whose position must survive every machine: the value of a record in `owners`, keyed by the reader
/// (`publisher/<service>/<partition>`, `intake/<partner>/<partition>`).
public struct PositionNote: Codable, Sendable, Hashable {
    /// The offset after the last record whose consequences are delivered.
    public var position: Offset
    /// The epoch at that position, for readers of commit logs; else 0. Programs from before there were checkpoints go on by it.
    public var epoch: UInt64
    /// The mark of the record before the position, for readers of commit logs: the log is known again by it. nil where it was not noted.
    public var mark: String?
    /// What was removed before it was read, for readers of partners' messages; nil: nothing so far.
    public var expired: ExpiredUnread?
    /// The offset after the last command whose receipts are delivered, for publishers; nil of a program from before that was noted.
    public var answered: Offset?
    /// What was handed on and had no receipt yet, for readers of partners' messages; nil: nothing.
    public var unanswered: [UnansweredNote]?

    /// A position, with the epoch for a commit log.
    public init(position: Offset, epoch: UInt64 = 0) { (self.position, self.epoch) = (position, epoch) }
}

/// Messages that were handed on together and have no receipt yet.
public struct UnansweredNote: Codable, Sendable, Hashable {
    /// The partition of the command topic.
    public var partition: Int32
    /// The offset there after the last one's command.
    public var end: Offset
    /// When the first of them was written, milliseconds since the epoch.
    public var writtenAt: Int64

    /// Messages that were handed on.
    public init(partition: Int32, end: Offset, writtenAt: Int64) {
        (self.partition, self.end, self.writtenAt) = (partition, end, writtenAt)
    }
}

/// Records of a partition that were removed before they were read.
public struct ExpiredUnread: Codable, Sendable, Hashable {
    /// The first offset of the latest stretch.
    public var from: Offset
    /// Its last offset.
    public var to: Offset
    /// When that was found out.
    public var found: Tidspunkt
    /// How many offsets in all, with those of earlier stretches.
    public var total: Int64

    /// A stretch, and how many with it.
    public init(from: Offset, to: Offset, found: Tidspunkt, total: Int64) {
        (self.from, self.to, self.found, self.total) = (from, to, found, total)
    }
}
