import CommitLog
import Contracts
import Domain

/// An operator's word that certain commits are void: the value of a record in `<service>.decisions`, kept for ever.
///
/// The member names are the storage format. It names each commit by offset and hash, so that it says nothing of another log that has the
/// same offsets.
public struct VoidDecision: Codable, Sendable, Hashable {
    /// Most commits of one decision; more are declared void in several.
    public static let limitCommits = 20_000

    /// A commit that is void.
    public struct VoidedCommit: Codable, Sendable, Hashable {
        /// Where it stands in the partition.
        public var offset: Offset
        /// The hash of its header.
        public var hash: String
    }

    /// The format's version: 1.
    public var version = 1
    /// The decision's own id.
    public var id: String
    /// Whose commit log.
    public var service: String
    /// Whose commits.
    public var kommune: Organisasjonsnummer
    /// The partition of the commit log.
    public var partition: Int32
    /// The first offset of the stretch that was decided about.
    public var from: Offset
    /// The last one.
    public var to: Offset
    /// The commits that are void.
    public var commits: [VoidedCommit]
    /// Why.
    public var reason: String
    /// Who decided.
    public var by: String
    /// When.
    public var time: Tidspunkt

    /// The record to append, keyed by municipality.
    func record() throws -> NewRecord {
        NewRecord(key: Array(kommune.rawValue.utf8), value: try JSONBytes.encode(self), headers: [RecordHeader("kind", "void")])
    }
}
