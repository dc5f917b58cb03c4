import Contracts
import Domain
import Observability
import ShardRuntime

/// The commands that callers over HTTP may give, by their stable names.
///
/// The payload on the way to the owner is `{"actor": "<identity>", "command": {…}, "leser": {…}}`.
struct CommandCatalogue: Sendable {
    private let decides: [String: @Sendable (_ payload: [UInt8], _ arkiv: SQLiteArkiv, _ shard: ShardContext) throws -> ShardDecision]

    /// A catalogue of these types.
    init(_ types: [any RegistryCommand.Type]) {
        decides = Dictionary(types.map { ($0.commandType, Self.decide($0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// Every command of the registry that has a way in over HTTP.
    static let registry = CommandCatalogue([
        OpprettKommune.self, OpprettArkivdel.self, OpprettKlasse.self, OpprettKlassifikasjonssystem.self, OpprettRegel.self,
        OpprettAdministrativEnhet.self, LeggTilKodeverdi.self, EndreSaksstatus.self, AvsluttSaksmappe.self, GjenaapneSaksmappe.self,
        EndreJournalstatus.self, AvskrivJournalpost.self, OpphevAvskrivning.self, OpprettMerknad.self,
        EndreKassasjon.self, EndreSkjerming.self, OmklassifiserMappe.self, EndrePubliseringsregel.self,
        // Given by the registry to itself.
        OppdaterOffentliggjoering.self, GjengiTilgang.self,
    ])

    /// Decides a command by its name; nil when there is none of that name.
    func decide(_ type: String, _ payload: [UInt8], _ arkiv: SQLiteArkiv, _ shard: ShardContext) throws -> ShardDecision? {
        try decides[type]?(payload, arkiv, shard)
    }

    private static func decide<Command: RegistryCommand>(
        _ type: Command.Type
    ) -> @Sendable ([UInt8], SQLiteArkiv, ShardContext) throws -> ShardDecision {
        { payload, arkiv, shard in
            let given = try JSONBytes.decode(payload, as: GivenCommand<Command>.self)
            do throws(Rejection) {
                let decision = try given.command.decide(
                    arkiv, Circumstances(now: shard.now, actor: given.actor, leser: given.giver, nextID: shard.nextID))
                return ShardDecision(events: decision.events, answer: Answer(body: try Self.json(decision.reply)))
            } catch {
                return ShardDecision(answer: Answer(rejection: error))
            }
        }
    }

    private static func json(_ reply: some Encodable) throws(Rejection) -> JSONValue {
        do {
            return try JSONValue(encoding: reply)
        } catch {
            throw Rejection(
                .serverfeil,
                [Fault(pointer: "", code: "internal_error", message: "the reply cannot be written: \(LogReason.text(of: error))")])
        }
    }
}

/// A command and who gives it.
struct GivenCommand<Command: RegistryCommand>: Codable, Sendable {
    /// Who gives it: goes into opprettetAv and the like.
    var actor: String
    /// What is wanted.
    var command: Command
    /// What they may see, by their token. An earlier program did not write it, and one that does not know it passes over it.
    var leser: Leser?

    /// What they may see. Where nothing is said of it they are taken for somebody cleared for nothing, who sees what is open and what is theirs:
    /// an instance of an earlier program has asked before it gave the command, unless it was just taking the municipality over.
    var giver: Leser { leser ?? .uklarert(actor) }

    init(actor: String, command: Command, leser: Leser? = nil) { (self.actor, self.command, self.leser) = (actor, command, leser) }
}
