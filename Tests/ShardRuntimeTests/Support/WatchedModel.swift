import CommitLog
import Domain
import SQLite
import ShardRuntime
import Synchronization

/// The counter service, that says how many events were applied to its stores.
struct WatchedModel: ShardModel {
    /// A count that several threads raise.
    final class Count: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func rise() { count.withLock { $0 += 1 } }
    }

    let applied = Count()
    var replayedSince = 0
    private let counter = CounterModel()

    var service: String { counter.service }
    var events: EventCatalogue { counter.events }
    var upstream: [String] { counter.upstream }
    var migrations: [Migration] { counter.migrations }

    func decide(_ input: ShardInput, in shard: ShardContext) throws -> ShardDecision? { try counter.decide(input, in: shard) }
    func outcome(ofConflict input: ShardInput, in shard: ShardContext) -> ShardDecision { counter.outcome(ofConflict: input, in: shard) }
    func outcome(ofDefect error: any Error, on input: ShardInput, in shard: ShardContext) -> ShardDecision {
        counter.outcome(ofDefect: error, on: input, in: shard)
    }
    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        applied.rise()
        try counter.apply(event, of: commit, to: database)
    }
    func publications(of commit: DecodedCommit, topics: Topics) throws -> [Publication] { [] }
}
