import Domain

/// Where a shard's chain stands.
public struct ShardTip: Hashable, Sendable {
    /// The sequence number of the next commit.
    public var next: UInt64
    /// The hash of the last commit's header; `CommitHeader.noPrevious` before the first.
    public var hash: String

    /// A tip; without arguments the one of an empty shard.
    public init(next: UInt64 = 0, hash: String = CommitHeader.noPrevious) { (self.next, self.hash) = (next, hash) }
}

/// The acceptance rule: what every reader of a commit log makes of its records, in order. Pure; the one place that decides.
///
/// - A *claim* is accepted when its epoch is the current epoch + 1.
/// - A *commit* is accepted when its epoch is the current one, its sequence is the shard's next and its `previous` is the shard's last hash.
/// - Everything else is ignored and counted: a zombie's commits, a late claim, a repeat.
/// - A sequence beyond the next in an accepted epoch is corruption: something that was there is missing.
/// - A commit that an operator has declared void is ignored. Only commits that the rule does not accept can be declared so (`BranchAnalysis`):
///   a decision never changes history, it lets readers go on past what does not belong to it.
public struct AcceptanceFold: Hashable, Sendable {
    /// The epoch of the last accepted claim; 0 before the first.
    public private(set) var epoch: UInt64
    /// The tip of each shard seen so far, or given at the start.
    public private(set) var tips: [Organisasjonsnummer: ShardTip]
    /// How many records were ignored.
    public private(set) var ignored: UInt64 = 0

    /// A look at the middle of a log takes the first commit of a shard in the current epoch as it comes (`true`); everybody who acts on what is
    /// accepted knows every tip (`false`).
    private let trustsFirst: Bool
    /// The commits declared void, by offset, with the hash of each: in a log that was exchanged another record may stand there.
    private let voided: [Offset: String]

    /// A fold from the start of a log, or from a known state; `voided` are the partition's commits that were declared void.
    public init(
        epoch: UInt64 = 0, tips: [Organisasjonsnummer: ShardTip] = [:], trustsFirst: Bool = false, voided: [Offset: String] = [:]
    ) {
        (self.epoch, self.tips, self.trustsFirst, self.voided) = (epoch, tips, trustsFirst, voided)
    }

    /// What the rule says of one record.
    public enum Verdict: Hashable, Sendable {
        /// A new owner.
        case newEpoch
        /// The shard's next commit.
        case accepted
        /// Not part of history.
        case ignored(Reason)
        /// The shard's history has a hole: stop it, name the alarm.
        case corrupt(expected: UInt64, found: UInt64)
    }

    /// Why a record is not part of history.
    public enum Reason: String, Hashable, Sendable {
        /// A claim of an epoch that is not the next one.
        case lateClaim
        /// A commit of an epoch that is not the current one.
        case foreignEpoch
        /// A commit whose sequence has passed.
        case repeated
        /// A commit that does not follow the shard's last one.
        case notInChain
        /// Neither claim nor commit.
        case unreadable
        /// A commit that an operator has declared void.
        case voided
    }

    /// Considers the next record, which stands at that offset, and moves on.
    public mutating func consider(_ entry: LogEntry, at offset: Offset) -> Verdict {
        switch entry {
        case .claim(let claim): consider(claim: claim.epoch)
        case .commit(let commit):
            consider(
                commit: commit.header.kommune, epoch: commit.header.epoch, sequence: commit.header.sequence,
                previous: commit.header.previous, hash: commit.hash, at: offset)
        case .unreadable: ignore(.unreadable)
        }
    }

    /// Considers a claim by its epoch.
    public mutating func consider(claim claimed: UInt64) -> Verdict {
        guard claimed == epoch + 1 else { return ignore(.lateClaim) }
        epoch = claimed
        return .newEpoch
    }

    /// Considers a commit by the parts of its header that matter; without its offset for one that cannot have been declared void.
    public mutating func consider(
        commit kommune: Organisasjonsnummer, epoch commitEpoch: UInt64, sequence: UInt64, previous: String, hash: String,
        at offset: Offset? = nil
    ) -> Verdict {
        if let offset, voided[offset] == hash { return ignore(.voided) }
        guard commitEpoch == epoch else { return ignore(.foreignEpoch) }
        let tip = tips[kommune] ?? (trustsFirst ? ShardTip(next: sequence, hash: previous) : ShardTip())
        if sequence > tip.next { return .corrupt(expected: tip.next, found: sequence) }
        if sequence < tip.next { return ignore(.repeated) }
        guard previous == tip.hash else { return ignore(.notInChain) }
        tips[kommune] = ShardTip(next: sequence + 1, hash: hash)
        return .accepted
    }

    private mutating func ignore(_ reason: Reason) -> Verdict {
        ignored += 1
        return .ignored(reason)
    }
}
