import CommitLog
import Domain

/// When a shard's next snapshot is due, and how many are kept.
public struct SnapshotPlan: Sendable, Hashable {
    /// How long a snapshot is good, milliseconds.
    public var intervalMilliseconds: Int64
    /// How many of each shard are kept.
    public var kept: Int
    /// So many records must a shard's store have moved on since: fewer are read from the log in no time.
    public var growthRecords: Int64 = 1_000
    /// After so many intervals any change at all is enough: what a municipality has destroyed must not stay in old snapshots for ever.
    public var quietIntervals: Int64 = 7

    /// A plan with the default growth.
    public init(intervalMilliseconds: Int64, kept: Int) { (self.intervalMilliseconds, self.kept) = (intervalMilliseconds, kept) }

    /// Whether it is time; `newest` is the last snapshot made, nil when there is none.
    func isDue(newest: (position: Offset, made: Tidspunkt)?, position: Offset, now: Tidspunkt) -> Bool {
        guard let newest else { return position > 0 }
        let (age, growth) = (now.milliseconds - newest.made.milliseconds, position - newest.position)
        // A store that stands before its snapshot: the log was exchanged for an older one, and the old snapshots are of no use.
        if growth < 0 { return true }
        guard age >= intervalMilliseconds else { return false }
        return growth >= growthRecords || growth > 0 && age >= intervalMilliseconds * quietIntervals
    }
}
