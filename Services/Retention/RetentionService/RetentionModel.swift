import Contracts
import Domain
import SQLite
import ShardRuntime

/// What retention is to the runtime: the registry's commits and holds in, outcomes out.
struct RetentionModel: FollowingModel {
    /// The service's name.
    static let serviceName = "retention"

    let service = RetentionModel.serviceName
    let upstream = ["registry", "documents"]
    let events = EventCatalogue(Kassasjonshendelser.all)
    let migrations = RetentionSchema.migrations
    let replayedSince = RetentionSchema.replayedSince
    /// To whoever goes on with what one commit could not work out.
    let varsel = Omberegningsvarsel()
    /// Most objects looked at in a commit.
    var limitEnheter = Omberegningssteg.limitEnheter

    func decide(_ input: ShardInput, in shard: ShardContext) throws -> ShardDecision? {
        switch input.content {
        case .upstream(let commit):
            // A document's files change nothing about how long it is kept.
            guard commit.header.service == "registry" else { return nil }
            return try UpstreamDecision(shard, varsel, limitEnheter: limitEnheter).decide(commit)
        case .command(let type, let payload): return try CommandDecision(shard, limitEnheter: limitEnheter).decide(type, payload)
        }
    }

    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        if let fulgt = event as? KommuneFulgt { return try FollowedKommune.insert(fulgt, at: commit.time, into: database) }
        try Kassasjonslager(database).apply(event, at: commit.time)
    }

    func publications(of commit: DecodedCommit, topics: Topics) throws -> [Publication] {
        KassasjonPublications(topics: topics).publications(of: commit)
    }
}
