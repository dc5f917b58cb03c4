import Domain
import SQLite
import ShardRuntime

/// Outgoing delivery: who gets what next, what became of it, and the keys it is signed with.
struct LeveringPart: NotificationsPart {
    let events = Leveringshendelser.alle
    let migrations = LeveringSchema.migrations
    /// When what failed is tried again.
    var plan = Leveringsplan()

    func decide(command type: String, _ payload: [UInt8], in shard: ShardContext) throws -> ShardDecision? {
        try LeveringCommands.decide(type, payload, shard, plan)
    }

    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        try LeveringProjections.apply(event, of: commit, to: database)
    }
}
