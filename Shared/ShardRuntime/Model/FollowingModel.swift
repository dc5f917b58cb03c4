import CommitLog
import Contracts
import Domain
import Observability
import SQLite

/// A model that takes in the municipalities of the registry: it opens a shard for each, and follows what the registry commits for it.
///
/// Documents, retention and notifications are such models. What else they do with the registry's commits is theirs to add in `decide`.
public protocol FollowingModel: ShardModel {}

extension FollowingModel {
    /// Takes in a new municipality; asks for nothing else.
    public func decide(_ input: ShardInput, in shard: ShardContext) throws -> ShardDecision? {
        guard case .upstream(let commit) = input.content, commit.header.service == "registry", shard.isEmpty else { return nil }
        let known = try KnownEvents(of: commit, knowing: EventCatalogue([KommuneOpprettet.self]))
        guard let opprettet = known.events.first as? KommuneOpprettet else { return nil }
        return ShardDecision(events: [KommuneFulgt(kommune: input.kommune, navn: opprettet.kommune.navn)])
    }

    /// These models take no requests with ids of their own yet.
    public func outcome(ofConflict input: ShardInput, in shard: ShardContext) -> ShardDecision {
        ShardDecision(answer: Answer(rejection: Rejection(.ugyldigforespoersel, [conflict(input)])))
    }

    /// The fault is ours, and is told so.
    public func outcome(ofDefect error: any Error, on input: ShardInput, in shard: ShardContext) -> ShardDecision {
        let fault = Fault(
            pointer: "", code: "internal_error", message: "the \(service) service failed on this input: \(LogReason.text(of: error))")
        return ShardDecision(answer: Answer(rejection: Rejection(.serverfeil, [fault])))
    }

    /// Keeps the municipality.
    public func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        guard let fulgt = event as? KommuneFulgt else { return }
        try FollowedKommune.insert(fulgt, at: commit.time, into: database)
    }

    /// Nothing of this is for the outside.
    public func publications(of commit: DecodedCommit, topics: Topics) throws -> [Publication] { [] }

    private func conflict(_ input: ShardInput) -> Fault {
        Fault(
            pointer: "/id", code: "duplicate_id",
            message: "the id «\(input.cause.id ?? "")» of «\(input.cause.source ?? "")» was used before with other content")
    }
}
