import Contracts
import Crypto
import Domain
import ShardRuntime

/// The owner wants new keys; for a time the old ones sign beside them.
struct ByttNoekkel: ShardCommand {
    static let commandType = "levering.byttnoekkel"

    var aktoer: Leser
    var abonnement: SystemID
    var noekkel: Leveringsnoekkel
    var overlappSekunder: Int

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let (_, levering) = try shard.levering(abonnement, of: aktoer)
        guard levering.slag == .webhook else {
            throw Rejection(
                .ugyldigforespoersel, [Fault(pointer: "", code: "not_allowed_here", message: "only webhooks are signed")])
        }
        let gyldige = try Leveringslager(shard.database).noekler(abonnement, at: shard.now)
        let faults = Noekkelbytte.faults(overlappSekunder: overlappSekunder, gyldige: gyldige.count)
        guard faults.isEmpty else { throw Rejection(.ugyldigforespoersel, faults) }
        let til = Tidspunkt(milliseconds: shard.now.milliseconds + Int64(overlappSekunder) * 1_000)
        return ShardDecision(
            events: [LeveringsnoekkelOpprettet(abonnement: abonnement, noekkel: noekkel, eldreGjelderTil: til, av: aktoer.identitet)],
            answer: Answer(body: [
                "id": .string(AbonnementID(shard.kommune, abonnement).description),
                "levering": ["offentligNoekkel": .string(WebhookKeys.shown(publicKey: noekkel.offentlig))],
                "eldreGjelderTil": .string(til.description),
            ]))
    }
}
