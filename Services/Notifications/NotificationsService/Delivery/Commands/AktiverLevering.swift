import Contracts
import Domain
import ShardRuntime

/// The owner says that the target is there again; the holder of an e-mail address that is not confirmed is asked (once more).
struct AktiverLevering: ShardCommand {
    static let commandType = "levering.aktiver"

    var aktoer: Leser
    var abonnement: SystemID
    /// Leave out what waits.
    var hoppOver: Bool

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let (rad, levering) = try shard.levering(abonnement, of: aktoer)
        let isAsked = try Bekreftelseslager(shard.database).finn(abonnement).map { $0.bekreftet == nil } ?? false
        let reader = Feed.Reader(leser: aktoer, dag: shard.now.norskDato)
        let koe = try Leveringskoe(levering, rad.abonnement, shard.database, reader)
        let svar = Answer(body: [
            "id": .string(AbonnementID(shard.kommune, abonnement).description), "tilstand": isAsked ? "venter" : "aktiv",
            "venter": .int(hoppOver ? 0 : Int64(koe.antall)),
        ])
        // Somebody may also want to have a target tried at once that only rests.
        return ShardDecision(
            events: [LeveringAktivert(abonnement: abonnement, av: aktoer.identitet, hoppOver: hoppOver)], answer: svar)
    }
}
