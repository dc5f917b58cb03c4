import Domain
import SQLite
import ShardRuntime

/// A service that follows the counter and keeps every number that it gives, or, as the following services do with most of what they read, asks for
/// nothing after its first commit.
struct CopyingModel: ShardModel {
    let service: String
    let keepsOnlyFirst: Bool
    let events = EventCatalogue([NumberGiven.self])
    let upstream = ["counter"]
    let migrations = CounterModel().migrations

    func decide(_ input: ShardInput, in shard: ShardContext) throws -> ShardDecision? {
        guard case .upstream(let commit) = input.content, shard.isEmpty || !keepsOnlyFirst else { return nil }
        let given = try KnownEvents(of: commit, knowing: events).events
        return given.isEmpty ? nil : ShardDecision(events: given)
    }
    func outcome(ofConflict input: ShardInput, in shard: ShardContext) -> ShardDecision { ShardDecision() }
    func outcome(ofDefect error: any Error, on input: ShardInput, in shard: ShardContext) -> ShardDecision { ShardDecision() }
    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        try CounterModel().apply(event, of: commit, to: database)
    }
    func publications(of commit: DecodedCommit, topics: Topics) throws -> [Publication] { [] }
}
