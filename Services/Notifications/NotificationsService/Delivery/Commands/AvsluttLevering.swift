import Contracts
import Crypto
import Domain
import ShardRuntime

/// The holder of an address wants no more. Whatever has become of the subscription, afterwards nothing of it is sent to that address.
struct AvsluttLevering: ShardCommand {
    static let commandType = "levering.avslutt"

    var abonnement: SystemID
    /// The digest that the link carries, hexadecimal.
    var adresse: String

    init(_ link: EmailLink) { (abonnement, adresse) = (link.abonnement, Hex.encode(link.adresse)) }

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let done = Answer(body: .object([:]))
        guard let rad = try Leveringslager(shard.database).finn(abonnement),
            let now = try Bekreftelseslager(shard.database).finn(abonnement),
            Hex.encode(EmailLink.digest(of: now.adresse)) == adresse, rad.deaktivert?.grunn != .avsluttetAvMottaker
        else { return ShardDecision(answer: done) }
        return ShardDecision(
            events: [LeveringAvsluttet(abonnement: abonnement, adresse: now.adresse)]
                + (try Deaktiveringsvarsel.deaktiver(abonnement, .avsluttetAvMottaker, shard)), answer: done)
    }
}
