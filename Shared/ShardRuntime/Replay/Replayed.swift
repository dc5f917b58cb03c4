import CommitLog

/// What a transaction of the replay has taken into one store, to be written with it.
struct Replayed {
    /// Where the store stands afterwards.
    var state: ShardState
    /// How far each input partition is taken in: of many commits from one partition the highest is written, once.
    private(set) var inputs: [TopicPartition: InputPosition] = [:]

    /// A transaction that has taken in nothing yet.
    init(state: ShardState) { self.state = state }

    /// Keeps the highest position of each input partition.
    mutating func note(_ input: InputPosition) {
        if let known = inputs[input.place], known.next >= input.next { return }
        inputs[input.place] = input
    }
}
