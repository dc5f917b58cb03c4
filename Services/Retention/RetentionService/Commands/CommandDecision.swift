import Contracts
import Domain
import ShardRuntime

/// Decides the commands that come over HTTP, and the one that retention gives itself.
struct CommandDecision {
    private let shard: ShardContext
    private let lager: Kassasjonslager

    private let limitEnheter: Int

    init(_ shard: ShardContext, limitEnheter: Int) {
        (self.shard, lager, self.limitEnheter) = (shard, Kassasjonslager(shard.database), limitEnheter)
    }

    /// Nobody of this program gives a command of that name.
    struct UnknownCommand: Error {
        let type: String
    }

    func decide(_ type: String, _ payload: [UInt8]) throws -> ShardDecision {
        switch type {
        case SettSperre.commandType:
            return try decide(payload) { (command: SettSperre, circumstances) in try command.decide(lager, circumstances) }
        case OpphevSperre.commandType:
            return try decide(payload) { (command: OpphevSperre, circumstances) in try command.decide(lager, circumstances) }
        case FortsettOmberegning.commandType: return try fortsett(try JSONBytes.decode(payload))
        default: throw UnknownCommand(type: type)
        }
    }

    private func decide<Command: Codable & Sendable>(
        _ payload: [UInt8], _ decide: (Command, Circumstances) throws -> Decision<Kassasjonssperre>
    ) throws -> ShardDecision {
        let given = try JSONBytes.decode(payload, as: GivenCommand<Command>.self)
        do {
            let decision = try decide(
                given.command, Circumstances(now: shard.now, actor: given.actor, leser: given.giver, nextID: shard.nextID))
            return ShardDecision(events: decision.events, answer: Answer(body: try JSONValue(encoding: decision.reply)))
        } catch let rejection as Rejection {
            return ShardDecision(answer: Answer(rejection: rejection))
        }
    }

    /// The next step; nothing to do when it is done already.
    private func fortsett(_ command: FortsettOmberegning) throws -> ShardDecision {
        guard let (omfang, posisjon) = try lager.omberegning(command.omberegning) else { return ShardDecision() }
        let steg = try Omberegningssteg(lager).run(omfang, fra: posisjon, limit: limitEnheter)
        let fortsatt = OmberegningFortsatt(
            omberegning: command.omberegning, posisjon: steg.neste, vurdert: steg.vurdert, endret: steg.endret)
        return ShardDecision(events: steg.hendelser + [fortsatt])
    }
}

/// A command and who gives it.
struct GivenCommand<Command: Codable & Sendable>: Codable, Sendable {
    /// Who gives it: goes into sattAv and the like.
    var actor: String
    /// What is wanted.
    var command: Command
    /// What they may see, by their token. An earlier program did not write it.
    var leser: Leser?

    /// What they may see; where nothing is said of it, what anybody sees.
    var giver: Leser { leser ?? .uklarert(actor) }
}
