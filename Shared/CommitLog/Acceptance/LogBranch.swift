import Domain

/// A chain of commits of one municipality in one partition: the one that the acceptance rule follows, or one that hangs beside it.
public struct LogBranch: Sendable, Hashable {
    /// Where a commit stands: in the log, in its chain.
    public struct Point: Sendable, Hashable {
        /// The record's offset.
        public var offset: Offset
        /// The commit's sequence number.
        public var sequence: UInt64
        /// The epoch it was written in.
        public var epoch: UInt64
        /// The hash of its header.
        public var hash: String
        /// When it was decided.
        public var time: Tidspunkt
    }

    /// The commit that a hanging branch's first one follows.
    public struct Parent: Sendable, Hashable {
        /// The record's offset.
        public var offset: Offset
        /// Its sequence number.
        public var sequence: UInt64
        /// True when it lies on the chain that the rule follows; false when it hangs itself.
        public var isFollowed: Bool
    }

    /// The municipality.
    public var kommune: Organisasjonsnummer
    /// True for the chain that the acceptance rule follows.
    public var isFollowed: Bool
    /// What the first commit names as the one before it.
    public var previous: String
    /// That commit; nil: this log does not have it, the branch was written from a history that is lost.
    public var parent: Parent?
    /// The first commit.
    public var first: Point
    /// The last commit.
    public var last: Point
    /// How many there are.
    public var commits: UInt64 = 1
    /// How many of them were declared void.
    public var voided: UInt64 = 0
    /// Who claimed the epochs that they were written in, in order.
    public var instances: [String]
}

/// A commit that the acceptance rule does not take, and that no fencing explains.
public struct HangingCommit: Sendable, Hashable {
    /// What the rule makes of it, and every reader with it.
    public enum Effect: Sendable, Hashable {
        /// It is passed over.
        case ignored(AcceptanceFold.Reason)
        /// It stops the municipality with the alarm `sequence_gap`.
        case stops(expected: UInt64)
    }

    /// The branch it lies on, by its place among `BranchAnalysis.branches`.
    public var branch: Int
    /// The municipality.
    public var kommune: Organisasjonsnummer
    /// Where it stands.
    public var point: LogBranch.Point
    /// What made it.
    public var cause: Cause
    /// What the rule does at it.
    public var effect: Effect
    /// The sequence of a commit on the followed chain that has the same cause: what was asked for is done there. Nil: there is none.
    public var answered: UInt64?

    /// True when an operator has declared it void.
    public var isVoid: Bool { effect == .ignored(.voided) }
}
