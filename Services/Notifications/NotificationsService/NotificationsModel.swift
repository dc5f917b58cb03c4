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
    private let kommuner = KommuneFollowing()

    init(parts: [any NotificationsPart] = [VarslingPart(), LeveringPart()]) {
        self.parts = parts
        events = EventCatalogue([KommuneFulgt.self] + parts.flatMap(\.events))
        migrations = [FollowedKommune.migration] + parts.flatMap(\.migrations) + VarslingSchema.laterMigrations
    }

    func decide(_ input: ShardInput, in shard: ShardContext) throws -> ShardDecision? {
        switch input.content {
        case .command(let type, let payload):
            for part in parts {
                if let decision = try part.decide(command: type, payload, in: shard) { return decision }
            }
            throw UnknownCommand(type: type)
        case .upstream(let commit):
            var events = try kommuner.decide(input, in: shard)?.events ?? []
            let read = UpstreamCommit(
                commit, kommune: input.kommune, events: try KnownEvents(of: commit, knowing: UpstreamCommit.catalogue).events)
            for part in parts { events += try part.follow(read, in: shard) }
            return events.isEmpty ? nil : ShardDecision(events: events)
        }
    }

    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        try kommuner.apply(event, of: commit, to: database)
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

/// Nobody of this program gives a command of that name.
struct UnknownCommand: Error {
    let type: String
}

/// What every following service does with a new municipality.
private struct KommuneFollowing: FollowingModel {
    let service = "notifications"
    let upstream: [String] = []
    let events = EventCatalogue([KommuneFulgt.self])
    let migrations: [Migration] = []
}
