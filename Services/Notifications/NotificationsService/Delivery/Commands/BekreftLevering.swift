import Contracts
import Crypto
import Domain
import ShardRuntime

/// The holder of an address has followed the link that confirms it. A repeat changes nothing.
struct BekreftLevering: ShardCommand {
    static let commandType = "levering.bekreft"

    var abonnement: SystemID
    /// The digest that the link carries, hexadecimal.
    var adresse: String
    var runde: Int

    init(_ link: EmailLink) {
        (abonnement, adresse, runde) = (link.abonnement, Hex.encode(link.adresse), Int(link.runde))
    }

    func decide(in shard: ShardContext) throws -> ShardDecision {
        guard let now = try Bekreftelseslager(shard.database).finn(abonnement), now.runde == runde,
            Hex.encode(EmailLink.digest(of: now.adresse)) == adresse
        else {
            // Ended since, deleted, or it has another address now.
            throw Rejection(
                .ikkefunnet, [Fault(pointer: "", code: "not_found", message: "the subscription is not sent to that address any more")])
        }
        guard now.bekreftet == nil else { return ShardDecision(answer: Answer(body: .object([:]))) }
        return ShardDecision(
            events: [LeveringBekreftet(abonnement: abonnement, adresse: now.adresse)], answer: Answer(body: .object([:])))
    }
}
