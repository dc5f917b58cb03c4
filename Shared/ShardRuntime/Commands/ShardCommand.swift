public import Domain

/// A command that is decided against the store of its municipality, and needs nothing else.
public protocol ShardCommand: Command {
    /// Grants the wish with the events that carry it out, or finds that nothing is left to do.
    ///
    /// - Throws: `Rejection` with every reason, or an error of the store.
    func decide(in shard: ShardContext) throws -> ShardDecision
}
