/// Every limit of the owner's loop, by name and unit.
public struct OwnerLimits: Sendable, Hashable {
    /// Most inputs decided in one round.
    public var roundInputs = 500
    /// Most bytes of inputs in one round.
    public var roundBytes = 4 * 1024 * 1024
    /// Longest time spent deciding in one round before it is appended, milliseconds.
    public var roundMilliseconds: Int64 = 100
    /// Most inputs waiting for a partition's owner; feeders wait.
    public var queuedInputs = 2_000
    /// Most bytes waiting for a partition's owner.
    public var queuedBytes = 32 * 1024 * 1024
    /// Most callers waiting for a partition's owner, whatever feeders have put there; the next one gets 503.
    public var queuedCallers = 2_000
    /// Most bytes of callers' commands waiting for a partition's owner.
    public var queuedCallerBytes = 32 * 1024 * 1024
    /// Most records taken from the log at a time.
    public var readRecords = 1_000
    /// Longest wait for a round's records to be read back, milliseconds; then the outcome is unknown and a new epoch is claimed.
    public var readBackMilliseconds: Int64 = 15_000
    /// Longest a caller waits for the log while a round is under way, milliseconds; then the outcome is unknown to the caller, who gets 503. The
    /// round itself goes on.
    public var callerMilliseconds: Int64 = 1_500
    /// First and longest wait before a failed owner tries again, milliseconds; doubled each time.
    public var retryMilliseconds: ClosedRange<Int64> = 100...1_000
    /// Longest wait before an owner that fails for another reason than the log tries again, milliseconds.
    public var failingMilliseconds: Int64 = 15_000
    /// How long an ownership must last before the next failure counts as the first one, milliseconds.
    public var steadyMilliseconds: Int64 = 5_000
    /// Most commits applied in one transaction while catching up.
    public var replayCommits = 5_000
    /// Records after which the stores of idle shards are moved to the log's position, so that a restart need not read from far back.
    public var idleMoveRecords: Int64 = 10_000
    /// Commits of a followed service after which it is noted that they are dealt with.
    public var followNoteRecords: Int64 = 2_000
    /// Records of a commit log after which its reader notes the chains of all municipalities there; about as many, and once more, are read again
    /// at the next start.
    public var checkpointRecords: Int64 = 2_000
    /// How often the advisory position of the inputs is noted for lag tools, milliseconds.
    public var noteMilliseconds: Int64 = 50
    /// How often an owner's publisher writes its position to the `owners` topic, milliseconds.
    public var publisherNoteMilliseconds: Int64 = 500
    /// Most records a publisher appends at a time.
    public var publishRecords = 500
    /// Most partitions whose stores are kept warm without owning them.
    public var standbyPartitions = 64
    /// Most commits a second that are applied to the stores of one partition without owning it; 0 = as many as can be.
    public var standbyCommitsPerSecond = 5_000
    /// How often a standby looks where the log ends, milliseconds.
    public var standbyLookMilliseconds: Int64 = 1_000
    /// Most records a standby may be behind and still be ready to take over.
    public var standbyReadyRecords: Int64 = 500
    /// How long an owner-to-be that has just read another's claim leaves the plan to take it in, milliseconds.
    public var planMilliseconds: Int64 = 200
    /// Longest wait of an instance that is being stopped for another to take over its partitions, milliseconds.
    public var handOverMilliseconds: Int64 = 10_000

    /// The defaults.
    public init() {}
}
