import CommitLog
import Domain

/// Places in a commit log from which its reader may go on: the value of a record in `owners`, keyed `checkpoint/<reader>`.
struct CheckpointNote: Codable, Sendable, Hashable {
    /// The latest ones, oldest first: what is handed over may lag behind what is read.
    var checkpoints: [Checkpoint] = []

    /// Most checkpoints kept of one reader.
    static let limitCheckpoints = 4

    /// Adds a later one.
    mutating func add(_ checkpoint: Checkpoint) { checkpoints = (checkpoints + [checkpoint]).suffix(Self.limitCheckpoints) }
}

/// Where the chains of a commit log's municipalities stood at a position. A reader that goes on from there takes the same commits as one from the
/// start of the log.
struct Checkpoint: Codable, Sendable, Hashable {
    /// Where one municipality's chain stood.
    struct Tip: Codable, Sendable, Hashable {
        /// The sequence number of the next commit.
        var next: UInt64
        /// The hash of the last one.
        var hash: String
    }

    /// The offset after the last record considered.
    var position: Offset
    /// The mark of that record; nil at the start of the log.
    var mark: String?
    /// The epoch there.
    var epoch: UInt64
    /// By municipality; those that are missing had no commit yet.
    var tips: [String: Tip]

    /// The start of a log.
    static let start = Checkpoint(position: 0, mark: nil, fold: AcceptanceFold())

    /// What the acceptance rule has come to.
    init(position: Offset, mark: String?, fold: AcceptanceFold) {
        (self.position, self.mark, epoch) = (position, mark, fold.epoch)
        tips = Dictionary(uniqueKeysWithValues: fold.tips.map { ($0.key.rawValue, Tip(next: $0.value.next, hash: $0.value.hash)) })
    }

    /// The chains as the acceptance rule knows them.
    var shardTips: [Organisasjonsnummer: ShardTip] {
        var known: [Organisasjonsnummer: ShardTip] = [:]
        for (kommune, tip) in tips {
            if let kommune = Organisasjonsnummer(kommune) { known[kommune] = ShardTip(next: tip.next, hash: tip.hash) }
        }
        return known
    }
}
