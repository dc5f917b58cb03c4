import CommitLog
import Domain

/// What stands beside a snapshot: whose store it is, how much of which log it contains, and what the file must be. Its form is for ever.
public struct SnapshotManifest: Hashable, Sendable, Codable {
    /// The service.
    public var service: String
    /// The municipality.
    public var kommune: Organisasjonsnummer
    /// Which log it was built from.
    public var log: String
    /// The offset after the last record of the commit log that it contains.
    public var position: Offset
    /// The epoch there.
    public var epoch: UInt64
    /// The number of commits of the shard that it contains, which is the next one's sequence.
    public var sequence: UInt64
    /// The hash of the last of them: the chain's tip.
    public var hash: String
    /// The mark of the log's record just before `position`; nil where the store is from before the first record.
    public var record: String?
    /// The number of the store's last migration.
    public var schema: Int
    /// The file's size.
    public var bytes: Int64
    /// The file's SHA-256.
    public var sha256: String
    /// When it was made.
    public var made: Tidspunkt

    /// A description of a file, by what its store says of itself.
    init(_ row: ShardRow, record: String?, file: LocalFile, made: Tidspunkt) {
        (service, kommune, log) = (row.service, row.kommune, row.log)
        (position, epoch, sequence, hash) = (row.state.position, row.state.epoch, row.state.tip.next, row.state.tip.hash)
        (self.record, schema, bytes, sha256, self.made) = (record, row.migrations.count, file.bytes, file.sha256, made)
    }

    var name: SnapshotName { SnapshotName(position: position, hash: hash) }
}
