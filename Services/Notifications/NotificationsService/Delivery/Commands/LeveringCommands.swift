import Contracts
import Domain
import ShardRuntime

/// The commands of delivery, by their stable names.
enum LeveringCommands {
    /// Decides a command by its name; nil when there is none of that name here.
    static func decide(_ type: String, _ payload: [UInt8], _ shard: ShardContext, _ plan: Leveringsplan) throws -> ShardDecision? {
        do {
            switch type {
            case RegistrerForsoek.commandType: return try JSONBytes.decode(payload, as: RegistrerForsoek.self).decide(shard, plan)
            case RegistrerSammendrag.commandType: return try JSONBytes.decode(payload, as: RegistrerSammendrag.self).decide(shard, plan)
            case RegistrerBekreftelse.commandType: return try JSONBytes.decode(payload, as: RegistrerBekreftelse.self).decide(shard, plan)
            case BekreftLevering.commandType: return try JSONBytes.decode(payload, as: BekreftLevering.self).decide(shard)
            case AvsluttLevering.commandType: return try JSONBytes.decode(payload, as: AvsluttLevering.self).decide(shard)
            case ByttNoekkel.commandType: return try JSONBytes.decode(payload, as: ByttNoekkel.self).decide(shard)
            case AktiverLevering.commandType: return try JSONBytes.decode(payload, as: AktiverLevering.self).decide(shard)
            case GjentaLevering.commandType: return try JSONBytes.decode(payload, as: GjentaLevering.self).decide(shard)
            default: return nil
            }
        } catch let rejection as Rejection {
            return ShardDecision(answer: Answer(rejection: rejection))
        }
    }
}

extension VarslingCommand {
    /// A subscription of this actor's that something is sent to.
    func levering(
        _ id: SystemID, of aktoer: Leser, _ shard: ShardContext
    ) throws -> (rad: Abonnementslager.Rad, levering: Leveringslager.Rad) {
        let rad = try abonnement(id, of: aktoer, shard)
        guard let levering = try Leveringslager(shard.database).finn(id) else {
            throw Rejection(
                .ugyldigforespoersel,
                [Fault(pointer: "/id", code: "nothing_is_sent", message: "this subscription is read by its owner; nothing is sent")])
        }
        return (rad, levering)
    }
}
