import CommitLog
import Domain
import SQLite
import ShardRuntime

/// What documents is to the runtime: it follows the registry's documents, waits for their files, and keeps what it got.
struct DocumentsModel: FollowingModel {
    /// The service's name.
    static let serviceName = "documents"

    let service = DocumentsModel.serviceName
    let upstream = ["registry"]
    let events = EventCatalogue(DocumentEvents.all)
    let migrations = DocumentsSchema.migrations
    let commands: CommandCatalogue
    /// Rung when files are to be fetched.
    let bell: WorkBell

    /// A model that judges failures by this plan.
    init(plan: Hentingsplan = Hentingsplan(), bell: WorkBell = WorkBell()) {
        (commands, self.bell) = (CommandCatalogue.documents(plan), bell)
    }

    func decide(_ input: ShardInput, in shard: ShardContext) throws -> ShardDecision? {
        let decision: ShardDecision?
        switch input.content {
        case .upstream(let commit): decision = try follow(commit, shard, input.traceparent)
        case .command(let type, let payload):
            guard let decided = try commands.decide(type, payload, shard) else { throw UnknownCommand(type: type) }
            decision = decided
        }
        if decision?.events.contains(where: { $0 is FilerVentet || $0 is FilhentingBedtOm }) == true { bell.ring(for: input.kommune) }
        return decision
    }

    /// Takes in a municipality, then what its commits make. Nothing of a municipality that was never taken in: its shard begins with it.
    private func follow(_ commit: Commit, _ shard: ShardContext, _ traceparent: String?) throws -> ShardDecision? {
        guard commit.header.service == "registry" else { return nil }
        let known = try KnownEvents(of: commit, knowing: Self.followed).events
        if shard.isEmpty {
            guard let made = known.lazy.compactMap({ $0 as? KommuneOpprettet }).first else { return nil }
            return ShardDecision(events: [KommuneFulgt(kommune: shard.kommune, navn: made.kommune.navn)])
        }
        let events = Dokumentfoelging.events(av: known, traceparent: traceparent)
        return events.isEmpty ? nil : ShardDecision(events: events)
    }

    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        try DocumentsProjections.apply(event, of: commit, to: database)
    }

    func publications(of commit: DecodedCommit, topics: Topics) throws -> [Publication] {
        PublicEvents.publications(of: commit, topics: topics)
    }

    private static let followed = EventCatalogue([KommuneOpprettet.self] + Dokumentfoelging.kjente)
}

/// Nobody of this program gives a command of that name.
struct UnknownCommand: Error {
    let type: String
}
