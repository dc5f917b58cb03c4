import Contracts
import Domain
import SQLite
import ShardRuntime

/// What retention is to the runtime: the registry's commits and holds in, outcomes out.
struct RetentionModel: FollowingModel {
    /// The service's name.
    static let serviceName = "retention"

    let service = RetentionModel.serviceName
    // A document's files change nothing about how long it is kept.
    let upstream = ["registry"]
    let events = EventCatalogue(Kassasjonshendelser.all)
    let migrations = RetentionSchema.migrations
    let replayedSince = RetentionSchema.replayedSince
    private let commands: CommandCatalogue
    /// Most objects looked at in a commit.
    private let limitEnheter: Int

    /// A model that looks at no more objects in a commit than this.
    init(limitEnheter: Int = Omberegningssteg.limitEnheter) {
        self.limitEnheter = limitEnheter
        commands = CommandCatalogue([
            .given(SettSperre.self) { try $0.decide(Kassasjonslager($1.database), $2) },
            .given(OpphevSperre.self) { try $0.decide(Kassasjonslager($1.database), $2) },
            .command(FortsettOmberegning.self) { try Self.goOn($0, in: $1, limitEnheter) },
        ])
    }

    func decide(_ input: ShardInput, in shard: ShardContext) throws -> ShardDecision? {
        switch input.content {
        case .upstream(let commit):
            try UpstreamDecision(shard: shard, limitEnheter: limitEnheter).decide(commit)
            return nil
        case .command(let type, let payload): return try commands.decide(type, payload, in: shard)
        }
    }

    /// The next step of a working out; nothing to do when it is done already.
    private static func goOn(_ command: FortsettOmberegning, in shard: ShardContext, _ limit: Int) throws -> ShardDecision {
        let lager = Kassasjonslager(shard.database)
        guard let (omfang, posisjon) = try lager.omberegning(command.omberegning) else { return ShardDecision() }
        let steg = try Omberegningssteg(lager).run(omfang, fra: posisjon, limit: limit)
        let fortsatt = OmberegningFortsatt(
            omberegning: command.omberegning, posisjon: steg.neste, vurdert: steg.vurdert, endret: steg.endret)
        return ShardDecision(events: steg.hendelser + [fortsatt])
    }

    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        if let fulgt = event as? KommuneFulgt { return try FollowedKommune.insert(fulgt, at: commit.time, into: database) }
        try Kassasjonslager(database).apply(event, at: commit.time)
    }

    func publications(of commit: DecodedCommit, topics: Topics) throws -> [Publication] {
        KassasjonPublications(topics: topics).publications(of: commit)
    }
}
