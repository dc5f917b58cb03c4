import CommitLog
import Contracts
import Domain
import Observability

/// A model that follows other services, and takes no messages of partners'. Documents, retention and notifications are such models.
public protocol FollowingModel: ShardModel {}

extension FollowingModel {
    /// Who uses a key of theirs again for something else is told so.
    public func outcome(ofConflict input: ShardInput, in shard: ShardContext) -> ShardDecision {
        ShardDecision(answer: Answer(rejection: Rejection(.ugyldigforespoersel, [conflict(input)])))
    }

    /// The fault is ours, and is told so.
    public func outcome(ofDefect error: any Error, on input: ShardInput, in shard: ShardContext) -> ShardDecision {
        let fault = Fault(
            pointer: "", code: "internal_error", message: "the \(service) service failed on this input: \(LogReason.text(of: error))")
        return ShardDecision(answer: Answer(rejection: Rejection(.serverfeil, [fault])))
    }

    /// Nothing of this is for the outside.
    public func publications(of commit: DecodedCommit, topics: Topics) throws -> [Publication] { [] }

    private func conflict(_ input: ShardInput) -> Fault {
        Fault(
            pointer: "/id", code: "duplicate_id",
            message: "the id «\(input.cause.id ?? "")» of «\(input.cause.source ?? "")» was used before with other content")
    }
}
