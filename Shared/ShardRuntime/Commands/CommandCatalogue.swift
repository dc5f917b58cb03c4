import Contracts
public import Domain
import Observability

/// The commands of a service, by their stable names: the one place where they are told apart.
public struct CommandCatalogue: Sendable {
    /// A command, and how it is decided.
    public struct Entry: Sendable {
        let name: String
        let decide: @Sendable (_ payload: [UInt8], _ shard: ShardContext) throws -> ShardDecision
    }

    private let entries: [String: Entry]

    /// A catalogue of these; each name may stand in it once.
    public init(_ entries: [Entry]) {
        self.entries = Dictionary(entries.map { ($0.name, $0) }) { first, _ in preconditionFailure("two commands are named \(first.name)") }
    }

    /// The names, sorted.
    public var names: [String] { entries.keys.sorted() }

    /// Decides a command; what is refused is answered with every reason.
    ///
    /// - Throws: `UnknownCommand`, an error of reading the payload, or an error of the store.
    public func decide(_ name: String, _ payload: [UInt8], in shard: ShardContext) throws -> ShardDecision {
        guard let entry = entries[name] else { throw UnknownCommand(name: name) }
        do {
            return try entry.decide(payload, shard)
        } catch let rejection as Rejection {
            return ShardDecision(answer: Answer(rejection: rejection))
        }
    }
}

extension CommandCatalogue.Entry {
    /// A command that needs its store alone.
    public static func command<Wish: ShardCommand>(_ type: Wish.Type) -> Self { .command(type) { try $0.decide(in: $1) } }

    /// A command whose decision needs more: what the service was configured with, or a model's own code.
    public static func command<Wish: Command>(
        _ type: Wish.Type, _ decide: @escaping @Sendable (_ command: Wish, _ shard: ShardContext) throws -> ShardDecision
    ) -> Self {
        Self(name: type.commandType) { payload, shard in try decide(JSONBytes.decode(payload, as: type), shard) }
    }

    /// A command of somebody's, decided by a pure function of the domain.
    public static func given<Wish: Command, Reply: Encodable>(
        _ type: Wish.Type,
        _ decide: @escaping @Sendable (_ command: Wish, _ shard: ShardContext, _ circumstances: Circumstances) throws -> Decision<Reply>
    ) -> Self {
        .command(GivenCommand<Wish>.self) { given, shard in
            let circumstances = Circumstances(now: shard.now, actor: given.actor, leser: given.giver, nextID: shard.nextID)
            let decision = try decide(given.command, shard, circumstances)
            return ShardDecision(events: decision.events, answer: Answer(body: try json(decision.reply)))
        }
    }

    private static func json(_ reply: some Encodable) throws(Rejection) -> JSONValue {
        do {
            return try JSONValue(encoding: reply)
        } catch {
            let message = "the reply cannot be written: \(LogReason.text(of: error))"
            throw Rejection(.serverfeil, [Fault(pointer: "", code: "internal_error", message: message)])
        }
    }
}

/// Nobody of this program gives a command of that name.
public struct UnknownCommand: Error {
    /// The name.
    public let name: String
}
