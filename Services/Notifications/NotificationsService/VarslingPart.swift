import Domain
import SQLite
import ShardRuntime

/// Subscriptions and what they are told: the heart of the service.
struct VarslingPart: NotificationsPart {
    let events = VarslingEvents.all
    let migrations = VarslingSchema.migrations
    let commands: [CommandCatalogue.Entry] = [
        .command(OpprettAbonnement.self), .command(EndreAbonnement.self), .command(SlettAbonnement.self), .command(MerkLest.self),
        .command(PaaminnFrister.self), .command(FjernHendelser.self),
    ]

    func follow(_ commit: UpstreamCommit, in shard: ShardContext) throws -> [any DomainEvent] {
        let lager = Varslingslager(shard.database)
        var tolk = Hendelsestolk(
            .init(
                kommune: commit.kommune, service: commit.service, sequence: commit.sequence, tid: commit.time,
                traceparent: commit.traceparent),
            lager, neste: try Hendelseslager(shard.database).siste() + 1)
        let protection = commit.service == "registry" ? TilgangFulgt.events(av: commit.events) : []
        let titles = try commit.events.compactMap { try ($0 as? SkjermingEndret).flatMap(lager.titleChange) }
        return try protection + titles + commit.events.told().flatMap { try tolk.les($0.event, plass: $0.place) }
    }

    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        try VarslingProjections.apply(event, of: commit, to: database)
    }
}
