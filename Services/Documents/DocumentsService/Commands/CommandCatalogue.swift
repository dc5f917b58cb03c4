import Contracts
import Domain
import ShardRuntime

/// A command of the documents service: what a worker found out, or what somebody asks for.
protocol DocumentsCommand: Codable, Sendable {
    /// The stable name on its way to the owner.
    static var commandType: String { get }

    /// The outcome, by the store as it is now. May only read.
    func decide(_ lager: DocumentsLager, in shard: ShardContext, plan: Hentingsplan) throws -> ShardDecision
}

/// The commands by their stable names.
struct CommandCatalogue: Sendable {
    private let decides: [String: @Sendable (_ payload: [UInt8], _ shard: ShardContext) throws -> ShardDecision]

    /// A catalogue of these types.
    init(_ types: [any DocumentsCommand.Type], plan: Hentingsplan) {
        decides = Dictionary(types.map { ($0.commandType, Self.decide($0, plan)) }, uniquingKeysWith: { first, _ in first })
    }

    /// Every command of the service.
    static func documents(_ plan: Hentingsplan) -> CommandCatalogue {
        CommandCatalogue(
            [
                MeldFilLagret.self, MeldFilFeilet.self, RegistrerOpplasting.self, BeOmFilhenting.self, MeldFiksitet.self,
                MeldKonvertert.self, MeldKonverteringUteblitt.self,
            ], plan: plan)
    }

    /// Decides a command by its name; nil when there is none of that name.
    func decide(_ type: String, _ payload: [UInt8], _ shard: ShardContext) throws -> ShardDecision? {
        try decides[type]?(payload, shard)
    }

    private static func decide<Command: DocumentsCommand>(
        _ type: Command.Type, _ plan: Hentingsplan
    ) -> @Sendable ([UInt8], ShardContext) throws -> ShardDecision {
        { payload, shard in
            let command = try JSONBytes.decode(payload, as: Command.self)
            do {
                return try command.decide(DocumentsLager(shard.database), in: shard, plan: plan)
            } catch let rejection as Rejection {
                return ShardDecision(answer: Answer(rejection: rejection))
            }
        }
    }
}
