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
    /// The epoch at that position, for readers of commit logs; else 0.
    public var epoch: UInt64

    /// A position, with the epoch for a commit log.
    public init(position: Offset, epoch: UInt64 = 0) { (self.position, self.epoch) = (position, epoch) }
}
