import CommitLog
import Domain
import Observability
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
    let replayedSince = DocumentsSchema.replayedSince
    private let commands: CommandCatalogue

    /// A model that judges failures by this plan.
    init(plan: Hentingsplan = Hentingsplan()) {
        commands = CommandCatalogue([
            .command(MeldFilLagret.self), .command(MeldFilFeilet.self) { try $0.decide(in: $1, plan) }, .command(RegistrerOpplasting.self),
            .command(BeOmFilhenting.self), .command(MeldFiksitet.self), .command(MeldKonvertert.self),
            .command(MeldKonverteringUteblitt.self),
        ])
    }

    func decide(_ input: ShardInput, in shard: ShardContext) throws -> ShardDecision? {
        switch input.content {
        case .upstream(let commit): try follow(commit, shard, input.traceparent)
        case .command(let type, let payload): try commands.decide(type, payload, in: shard)
        }
    }

    /// Takes in a municipality, then what its commits make. Nothing of a municipality that was never taken in: its shard begins with it.
    private func follow(_ commit: Commit, _ shard: ShardContext, _ traceparent: String?) throws -> ShardDecision? {
        guard commit.header.service == "registry" else { return nil }
        let known = try KnownEvents(of: commit, knowing: Self.followed).events
        if shard.isEmpty {
            let made = KommuneFulgt.events(av: known)
            return made.isEmpty ? nil : ShardDecision(events: made + TilgangFulgt.events(av: known))
        }
        let events = Dokumentfoelging.events(av: known, traceparent: traceparent)
        return events.isEmpty ? nil : ShardDecision(events: events)
    }

    /// What the program could not decide is set aside where the operator sees it: a registrering whose files nobody waits for must not go unseen.
    func outcome(ofDefect error: any Error, on input: ShardInput, in shard: ShardContext) -> ShardDecision {
        let fault = Fault(
            pointer: "", code: "internal_error", message: "the documents service failed on this input: \(LogReason.text(of: error))")
        var decision = ShardDecision(answer: Answer(rejection: Rejection(.serverfeil, [fault])))
        guard let place = input.cause.place, let offset = input.cause.offset else { return decision }
        let raw: [UInt8] =
            switch input.content {
            case .command(_, let payload): payload
            case .upstream(let commit): commit.body
            }
        decision.quarantine = QuarantinedMessage(
            id: "\(place)/\(offset)", received: shard.now, topic: place.topic, partition: place.partition, offset: offset, partner: "",
            kommune: input.kommune.rawValue, reasons: [fault], raw: raw, headers: CommandRecord.remembered(input))
        return decision
    }

    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        try DocumentsProjections.apply(event, of: commit, to: database)
    }

    func publications(of commit: DecodedCommit, topics: Topics) throws -> [Publication] {
        PublicEvents.publications(of: commit, topics: topics)
    }

    private static let followed = EventCatalogue([KommuneOpprettet.self] + Dokumentfoelging.kjente)
}
