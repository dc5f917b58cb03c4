import Domain

/// Which commits of a partition lie on which branch: the chain that the acceptance rule follows for each municipality, and what hangs beside it.
/// Pure: fed with every record from the start of the log, in order.
///
/// A commit hangs when the rule does not take it although its epoch is the current one: somebody owned the partition with a store whose history
/// is not this log's. A commit of an epoch that is over is fenced, which is ordinary, unless it goes on with a branch that hangs.
/// `BranchParents` completes the picture in a second run over the log.
public struct BranchAnalysis: Sendable {
    /// Most hanging commits that are kept one by one; the branches count them all.
    public static let limitHangingCommits = 100_000
    /// Most branches that are kept.
    public static let limitBranches = 10_000

    /// The chain that the rule follows, of each municipality.
    public private(set) var chains: [Organisasjonsnummer: LogBranch] = [:]
    /// The branches that hang, by their first record.
    public internal(set) var branches: [LogBranch] = []
    /// The commits on them, in order; no more than `limitHangingCommits`.
    public internal(set) var hanging: [HangingCommit] = []
    /// How many commits were fenced: written by an owner whose epoch was over.
    public private(set) var fenced: UInt64 = 0
    /// The first commit of the followed chain in the stretch that was watched.
    public private(set) var followedInWatch: LogBranch.Point?
    /// How many commits hang on branches that are too many to be kept.
    public private(set) var unlisted: UInt64 = 0
    /// The offset after the last record considered.
    public private(set) var position: Offset = 0

    private let kommune: Organisasjonsnummer?
    private let watched: ClosedRange<Offset>?
    private var fold: AcceptanceFold
    private var claimant = ""
    /// The branches by the hash of their last commit.
    private var tips: [String: Int] = [:]
    /// Where the hanging commits that are kept stand, by hash.
    private var points: [String: LogBranch.Point] = [:]

    /// An analysis from the start of a partition.
    ///
    /// - Parameters:
    ///   - kommune: only this municipality's commits; nil for all.
    ///   - watched: a stretch for which `followedInWatch` is wanted.
    ///   - voided: the partition's commits that were declared void.
    public init(of kommune: Organisasjonsnummer? = nil, watching watched: ClosedRange<Offset>? = nil, voided: [Offset: String] = [:]) {
        (self.kommune, self.watched) = (kommune, watched)
        fold = AcceptanceFold(voided: voided)
    }

    /// How many commits hang and are not declared void.
    public var open: UInt64 { branches.reduce(UInt64(0)) { $0 + $1.commits - $1.voided } + unlisted }

    /// Considers the next record.
    public mutating func consider(_ record: LogRecord) {
        position = record.offset + 1
        switch LogEntry(record) {
        case .unreadable: return
        case .claim(let claim): if fold.consider(claim: claim.epoch) == .newEpoch { claimant = claim.instance }
        case .commit(let commit): if kommune == nil || commit.header.kommune == kommune { consider(commit, at: record.offset) }
        }
    }

    private mutating func consider(_ commit: Commit, at offset: Offset) {
        let header = commit.header
        let point = LogBranch.Point(
            offset: offset, sequence: header.sequence, epoch: header.epoch, hash: commit.hash, time: header.time)
        switch fold.consider(.commit(commit), at: offset) {
        case .newEpoch: break
        case .accepted:
            if watched?.contains(offset) == true, followedInWatch == nil { followedInWatch = point }
            if chains[header.kommune]?.goOn(with: point, by: claimant) == nil {
                chains[header.kommune] = LogBranch(
                    kommune: header.kommune, isFollowed: true, previous: header.previous, first: point, last: point, instances: [claimant])
            }
        case .corrupt(let expected, _): hang(header, point, .stops(expected: expected))
        case .ignored(.foreignEpoch) where points[header.previous] == nil && tips[header.previous] == nil: fenced += 1
        case .ignored(let reason): hang(header, point, .ignored(reason))
        }
    }

    private mutating func hang(_ header: CommitHeader, _ point: LogBranch.Point, _ effect: HangingCommit.Effect) {
        // A commit of an epoch that is over was not written by whoever has claimed meanwhile.
        let writer = header.epoch == fold.epoch ? claimant : nil
        let branch = tips.removeValue(forKey: header.previous) ?? branches.count
        if branch < branches.count {
            branches[branch].goOn(with: point, by: writer)
        } else if branches.count < Self.limitBranches {
            let parent = points[header.previous].map { LogBranch.Parent(offset: $0.offset, sequence: $0.sequence, isFollowed: false) }
            branches.append(
                LogBranch(
                    kommune: header.kommune, isFollowed: false, previous: header.previous, parent: parent, first: point, last: point,
                    instances: [writer].compactMap(\.self)))
        } else {
            unlisted += 1
            return
        }
        tips[point.hash] = branch
        if effect == .ignored(.voided) { branches[branch].voided += 1 }
        guard hanging.count < Self.limitHangingCommits else { return }
        points[point.hash] = point
        hanging.append(
            HangingCommit(branch: branch, kommune: header.kommune, point: point, cause: header.cause, effect: effect))
    }
}

extension LogBranch {
    @discardableResult
    fileprivate mutating func goOn(with point: Point, by instance: String?) -> Bool {
        last = point
        commits += 1
        if let instance, !instances.contains(instance) { instances.append(instance) }
        return true
    }
}
