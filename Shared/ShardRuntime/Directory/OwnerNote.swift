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
}

/// How far a partition's publisher has come: the value of a record in `owners`, keyed `publisher/<service>/<partition>`.
struct PublisherNote: Codable, Sendable, Hashable {
    /// The offset after the last commit whose publications are delivered.
    var position: Offset
    /// The epoch at that position.
    var epoch: UInt64
}
