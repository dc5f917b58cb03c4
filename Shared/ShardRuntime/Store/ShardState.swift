import CommitLog
import Domain

/// How much of the commit log a store contains.
struct ShardState: Hashable, Sendable {
    /// The offset after the last record that the store has taken in (or knows not to concern it).
    var position: Offset
    /// The epoch at that position.
    var epoch: UInt64
    /// The chain's tip.
    var tip: ShardTip
    /// The mark of the record before the position (`RecordMark`); nil where the store is empty or of a program that did not keep it.
    var mark: String?

    /// An empty store's state.
    static let empty = ShardState(position: 0, epoch: 0, tip: ShardTip())

    /// What must stand before the position; nil for an empty store.
    func expectation(of kommune: Organisasjonsnummer) -> ExpectedRecord? {
        guard position > 0 else { return nil }
        if let mark { return ExpectedRecord(kommune: kommune, mark: mark, isOnlyOfCommits: false) }
        return ExpectedRecord(kommune: kommune, mark: tip.hash, isOnlyOfCommits: true)
    }
}

/// How far an input topic is contained in a store.
struct InputPosition: Hashable, Sendable {
    /// The input partition.
    var place: TopicPartition
    /// The offset after the highest one whose outcome is in the store.
    var next: Offset
    /// For an upstream commit log: the epoch at that offset.
    var epoch: UInt64?
    /// For an upstream commit log: the hash of the commit before the position; nil where an earlier program took it in.
    var mark: String?
}
