import CommitLog
import Contracts
import Domain
import SQLite
import ShardRuntime

/// What notifications is to the runtime: it follows the other services, keeps what subscribers may be told, and takes their commands.
struct NotificationsModel: FollowingModel {
    let service = "notifications"
    let upstream = ["registry", "documents", "retention"]
    let events: EventCatalogue
    let migrations: [Migration]
    let replayedSince = VarslingSchema.replayedSince
    private let parts: [any NotificationsPart]
    private let commands: CommandCatalogue

    init(parts: [any NotificationsPart] = [VarslingPart(), LeveringPart()]) {
        self.parts = parts
        events = EventCatalogue([KommuneFulgt.self] + parts.flatMap(\.events))
        commands = CommandCatalogue(parts.flatMap(\.commands))
        migrations = [FollowedKommune.migration] + parts.flatMap(\.migrations) + VarslingSchema.laterMigrations
    }

    func decide(_ input: ShardInput, in shard: ShardContext) throws -> ShardDecision? {
        switch input.content {
        case .command(let type, let payload): return try commands.decide(type, payload, in: shard)
        case .upstream(let commit):
            let read = UpstreamCommit(
                commit, kommune: input.kommune, events: try KnownEvents(of: commit, knowing: UpstreamCommit.catalogue).events)
            var events: [any DomainEvent] = shard.isEmpty ? KommuneFulgt.events(av: read.events) : []
            for part in parts { events += try part.follow(read, in: shard) }
            return events.isEmpty ? nil : ShardDecision(events: events)
        }
    }

    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        if let fulgt = event as? KommuneFulgt { return try FollowedKommune.insert(fulgt, at: commit.time, into: database) }
        for part in parts { try part.apply(event, of: commit, to: database) }
    }
}

/// A commit of a service that is followed, with the events that are of interest here.
struct UpstreamCommit: Sendable {
    /// Which events of other services are understood.
    static let catalogue = EventCatalogue(RegistryEvents.all + [FilLagret.self, FilFeilet.self, FilSkadet.self, KassasjonBeregnet.self])

    let kommune: Organisasjonsnummer
    let service: String
    let sequence: UInt64
    let time: Tidspunkt
    let traceparent: String?
    let events: [any DomainEvent]

    init(_ commit: Commit, kommune: Organisasjonsnummer, events: [any DomainEvent]) {
        (self.kommune, service, sequence) = (kommune, commit.header.service, commit.header.sequence)
        (time, traceparent, self.events) = (commit.header.time, commit.header.traceparent, events)
    }
}
