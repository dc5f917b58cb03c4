import CommitLog
import Domain

/// Where the chains of a commit log's municipalities stood at a position: the value of a record in `owners`, keyed `checkpoint/<reader>`. A reader
/// that goes on from there takes the same commits as one from the start of the log.
struct CheckpointNote: Codable, Sendable, Hashable {
    /// Where one municipality's chain stood.
    struct Tip: Codable, Sendable, Hashable {
        /// The sequence number of the next commit.
        var next: UInt64
        /// The hash of the last one.
        var hash: String
    }

    /// The offset after the last record considered.
    var position: Offset
    /// The epoch there.
    var epoch: UInt64
    /// By municipality; those that are missing had no commit yet.
    var tips: [String: Tip]

    /// A checkpoint; without arguments the start of a log.
    init(position: Offset = 0, epoch: UInt64 = 0, tips: [Organisasjonsnummer: ShardTip] = [:]) {
        (self.position, self.epoch) = (position, epoch)
        self.tips = Dictionary(uniqueKeysWithValues: tips.map { ($0.key.rawValue, Tip(next: $0.value.next, hash: $0.value.hash)) })
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
