import Domain
import SQLite
import ShardRuntime

/// One idea of the service with events, tables and commands of its own. The model is made of them; each sees every event, in order.
protocol NotificationsPart: Sendable {
    /// The event types that its commits may contain.
    var events: [any DomainEvent.Type] { get }

    /// Its tables. The numbers go on from those of the parts before it.
    var migrations: [Migration] { get }

    /// Its commands.
    var commands: [CommandCatalogue.Entry] { get }

    /// The events that follow from another service's commit; none when it asks for nothing.
    func follow(_ commit: UpstreamCommit, in shard: ShardContext) throws -> [any DomainEvent]

    /// Applies one event to the store, live and at every replay. It may use nothing but its arguments.
    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws
}

extension NotificationsPart {
    func follow(_ commit: UpstreamCommit, in shard: ShardContext) throws -> [any DomainEvent] { [] }
}
