import Contracts
import Domain
import ShardRuntime

/// The owner does not want to be told any more; or the operator ends what must end.
struct SlettAbonnement: ShardCommand {
    static let commandType = "abonnement.slett"

    var aktoer: Leser
    var abonnement: SystemID

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let isThere = try Abonnementslager(shard.database).finn(abonnement) != nil
        if !(aktoer.erDrift && isThere) { _ = try shard.abonnement(abonnement, of: aktoer) }
        return ShardDecision(
            events: [AbonnementSlettet(abonnement: abonnement, slettetDato: shard.now, slettetAv: aktoer.identitet)],
            answer: Answer(body: ["systemID": .string(abonnement.rawValue)]))
    }
}
