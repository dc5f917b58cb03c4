import SQLite

/// The limits and intervals of a local log. The defaults suit a service; tests make some smaller.
public struct LocalLogSettings: Sendable {
    /// How often a member of a group shows that it lives, and looks whether the others do.
    public var heartbeatMilliseconds = 500
    /// After how long without a heartbeat a process that has not ended (SIGSTOP, a frozen machine) counts as dead. An ended one does at once.
    public var sessionTimeoutMilliseconds = 6_000
    /// How long an append waits for its turn when another process holds the topic; then it is `.unavailable`.
    public var appendLockWaitMilliseconds = 10_000
    /// The most appends that wait for the writing thread of one topic; the next one is `.unavailable`.
    public var queuedAppendsLimit = 10_000
    /// The most bytes in appends that wait for the writing thread of one topic; the next one is `.unavailable`.
    public var queuedAppendBytesLimit = 256 * 1024 * 1024
    /// The most records that share one transaction (one append alone may have more).
    public var transactionRecordsLimit = 5_000
    /// The most bytes that share one transaction (one append alone may have more).
    public var transactionBytesLimit = 8 * 1024 * 1024
    /// After about how many bytes written to the write-ahead log it is carried over to the file.
    public var checkpointAfterBytes = 16 * 1024 * 1024
    /// To what size a write-ahead log that has grown larger is cut when it starts anew.
    public var keptWriteAheadLogBytes = 64 * 1024 * 1024
    /// Less free space than this on the disk, and appends are refused with `.diskFull` before anything is tried. What is left lets the
    /// checkpoints finish, and makes it all but impossible that the disk runs full inside a commit.
    public var reservedDiskBytes = 16 * 1024 * 1024
    /// How often old records are looked for in a topic that does not keep them for ever, by processes that append to it.
    public var retentionIntervalMilliseconds = 60_000
    /// How long the newest tombstone of a key stays in a compacted topic: readers away longer do not learn that the key went.
    public var tombstoneKeptMilliseconds: Int64 = 24 * 60 * 60 * 1_000
    /// How often waiting readers look although nobody rang: a process may have died between its commit and its ring.
    public var recheckMilliseconds = 1_000
    /// The same where the system gives no inotify instance, so that nobody can ring from another process.
    public var recheckWithoutInotifyMilliseconds = 25
    /// Threads that read, shared by all partitions.
    public var readThreads = 4
    /// Whether to ask the system for inotify at all.
    var usesInotify = true
    /// The most pages in one topic's file; nil: as many as the disk takes.
    var pageLimit: Int?
    /// What an acknowledged append survives; less than power loss only in the test that shows that the others could fail.
    var durability = Durability.walFull
    /// Where bytes for the identity and for members' names come from.
    var random: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }

    /// The defaults.
    public init() {}
}
