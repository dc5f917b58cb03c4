import Contracts
import Domain
import ShardRuntime

/// The commands about subscriptions and hendelser, by their stable names.
enum VarslingCommands {
    /// Decides a command by its name; nil when there is none of that name here.
    static func decide(_ type: String, _ payload: [UInt8], _ shard: ShardContext) throws -> ShardDecision? {
        switch type {
        case OpprettAbonnement.commandType: try decide(OpprettAbonnement.self, payload, shard)
        case EndreAbonnement.commandType: try decide(EndreAbonnement.self, payload, shard)
        case SlettAbonnement.commandType: try decide(SlettAbonnement.self, payload, shard)
        case MerkLest.commandType: try decide(MerkLest.self, payload, shard)
        case PaaminnFrister.commandType: try decide(PaaminnFrister.self, payload, shard)
        case FjernHendelser.commandType: try decide(FjernHendelser.self, payload, shard)
        default: nil
        }
    }

    private static func decide<Command: VarslingCommand>(
        _ type: Command.Type, _ payload: [UInt8], _ shard: ShardContext
    ) throws -> ShardDecision {
        do {
            return try JSONBytes.decode(payload, as: Command.self).decide(shard)
        } catch let rejection as Rejection {
            return ShardDecision(answer: Answer(rejection: rejection))
        }
    }
}

/// A wish put to the notifications of one municipality. Decided against the store; a refusal is thrown with every reason.
protocol VarslingCommand: Codable, Sendable {
    /// The stable name, as it stands in causes and on the command topic.
    static var commandType: String { get }

    /// Grants the wish with the events that carry it out.
    ///
    /// - Throws: `Rejection`, or an error of the store.
    func decide(_ shard: ShardContext) throws -> ShardDecision
}

extension VarslingCommand {
    /// The payload of the command; the same for the same wish, so that an idempotency key can tell a repeat.
    func encoded() throws -> [UInt8] { try JSONValue(encoding: self).encoded() }

    /// The subscription, where it is this actor's and they may know of it: nobody learns of others'.
    func abonnement(_ id: SystemID, of aktoer: Leser, _ shard: ShardContext) throws -> Abonnementslager.Rad {
        guard let rad = try Abonnementslager(shard.database).finn(id, aktoer, shard.now.norskDato) else {
            throw Rejection(
                .ikkefunnet, [Fault(pointer: "/id", code: "not_found", message: "you have no subscription \(id) in \(shard.kommune)")])
        }
        return rad
    }
}
