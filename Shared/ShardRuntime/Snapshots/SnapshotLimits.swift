/// Every limit of making, keeping and using snapshots, by name and unit.
public struct SnapshotLimits: Sendable, Hashable {
    /// Longest wait for a list or a small file of the shelf, seconds.
    public var answerSeconds: Int64 = 10
    /// Longest time for one snapshot to be fetched, seconds; then the log is applied instead.
    public var fetchSeconds: Int64 = 900
    /// Longest time for one snapshot to be put on the shelf, seconds.
    public var putSeconds: Int64 = 3_600
    /// After a shelf has failed, starts go on without it for so long, seconds: each of a partition's many shards would wait for it.
    public var pauseSeconds: Int64 = 60
    /// Most snapshots that are tried for one shard before the log is applied instead.
    public var candidates = 5
    /// How often is looked whether a snapshot is due, seconds.
    public var lookSeconds: Int64 = 60
    /// Longest wait after snapshots have failed, seconds; doubled from `lookSeconds` on.
    public var retrySeconds: Int64 = 900
    /// After so many failures one after another the rest of the municipalities wait for the next look.
    public var failuresPerLook = 3
    /// Most snapshots that wait for their turn; one is made at a time.
    public var waiting = 500
    /// Longest wait for the log's record at a snapshot's position, milliseconds.
    public var recordMilliseconds: Int64 = 10_000
    /// The largest description of a snapshot, bytes.
    public static let manifestBytes = 64 << 10

    /// The defaults.
    public init() {}
}
