import Domain
import SQLite
import ShardRuntime

/// A service that follows the counter and asks for nothing but its first commit: what the following services do with most of what they read.
struct PassiveModel: ShardModel {
    let service = "passive"
    let events = EventCatalogue([NumberGiven.self])
    let upstream = ["counter"]
    let migrations = CounterModel().migrations

    func decide(_ input: ShardInput, in shard: ShardContext) throws -> ShardDecision? {
        guard case .upstream(let commit) = input.content, shard.isEmpty else { return nil }
        return try KnownEvents(of: commit, knowing: events).events.first.map { ShardDecision(events: [$0]) }
    }
    func outcome(ofConflict input: ShardInput, in shard: ShardContext) -> ShardDecision { ShardDecision() }
    func outcome(ofDefect error: any Error, on input: ShardInput, in shard: ShardContext) -> ShardDecision { ShardDecision() }
    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        try CounterModel().apply(event, of: commit, to: database)
    }
    func publications(of commit: DecodedCommit, topics: Topics) throws -> [Publication] { [] }
}
