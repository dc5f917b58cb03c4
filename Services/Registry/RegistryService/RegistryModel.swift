import CommitLog
import Contracts
import Domain
import Observability
import SQLite
import ShardRuntime

/// What the registry is to the runtime: messages and commands in, numbered objects and receipts out.
struct RegistryModel: ShardModel {
    /// The service's name.
    static let serviceName = "registry"

    let service = RegistryModel.serviceName
    let upstream = ["documents"]
    let events = EventCatalogue(RegistryEvents.all)
    let migrations = RegistrySchema.migrations
    let replayedSince = RegistrySchema.replayedSince
    private let commands = CommandCatalogue(RegistryModel.given)
    /// Whether material graded «Begrenset» is taken in: the operator answers for that the system is approved for it (sikkerhetsloven § 6-3).
    var allowsBegrenset = false

    func decide(_ input: ShardInput, in shard: ShardContext) throws -> ShardDecision? {
        guard case .command(let type, let payload) = input.content else { return try follow(input, shard) }
        let decision =
            type == MottattMelding.commandType
            ? try Self.onArchive(of: shard) {
                try MeldingDecision(input, shard, allowsBegrenset: allowsBegrenset).decide(try MottattMelding.decoded(payload), $0)
            } : try commands.decide(type, payload, in: shard)
        if payload.count > Self.limitUnmeasuredBytes, try !decision.fitsRecord {
            // A commit that cannot be appended would stand in the way of everything after it.
            let fault = Fault(
                pointer: "", code: "too_large", message: "what comes of it is too large for one record of the log; send it in parts")
            return refusal(of: input, Rejection(.ugyldigforespoersel, [fault]), in: shard)
        }
        return decision
    }

    /// What comes of a command is a few times as large as the command: of smaller ones it is not measured, bytes.
    static let limitUnmeasuredBytes = 256 * 1024

    /// What documents has committed about files; nil when that is nothing new, so that the two services come to rest.
    private func follow(_ input: ShardInput, _ shard: ShardContext) throws -> ShardDecision? {
        guard case .upstream(let commit) = input.content, commit.header.service == "documents", !shard.isEmpty,
            let command = FullfoerDokumentobjekter(try KnownEvents(of: commit, knowing: Self.followed).events)
        else { return nil }
        let circumstances = Circumstances(now: shard.now, actor: "documents", nextID: shard.nextID)
        let decision = try Self.onArchive(of: shard) { try command.decide($0, circumstances) }
        return decision.events.isEmpty ? nil : ShardDecision(events: decision.events)
    }

    /// Decides on the archive in the store. Lookups answer nil when the store fails and keep the failure: a decision on such answers is no decision.
    private static func onArchive<Outcome>(of shard: ShardContext, _ decide: (SQLiteArkiv) throws -> Outcome) throws -> Outcome {
        let arkiv = SQLiteArkiv(shard.database)
        let outcome = Result { try decide(arkiv) }
        try arkiv.check()
        return try outcome.get()
    }

    /// Every command that somebody gives, or that the registry gives itself.
    private static let given: [CommandCatalogue.Entry] = [
        entry(OpprettKommune.self), entry(OpprettArkivdel.self), entry(OpprettKlasse.self), entry(OpprettKlassifikasjonssystem.self),
        entry(OpprettRegel.self), entry(OpprettAdministrativEnhet.self), entry(LeggTilKodeverdi.self), entry(EndreSaksstatus.self),
        entry(AvsluttSaksmappe.self), entry(GjenaapneSaksmappe.self), entry(EndreJournalstatus.self), entry(AvskrivJournalpost.self),
        entry(OpphevAvskrivning.self), entry(OpprettMerknad.self), entry(EndreKassasjon.self), entry(EndreSkjerming.self),
        entry(OmklassifiserMappe.self), entry(EndrePubliseringsregel.self),
        // Given by the registry to itself.
        entry(OppdaterOffentliggjoering.self), entry(GjengiTilgang.self),
    ]

    private static func entry<Wish: RegistryCommand>(_ type: Wish.Type) -> CommandCatalogue.Entry {
        .given(type) { command, shard, circumstances in try onArchive(of: shard) { try command.decide($0, circumstances) } }
    }

    /// The events of documents that the registry takes in.
    private static let followed = EventCatalogue([FilLagret.self, FilFeilet.self, DokumentKonvertert.self])

    func outcome(ofConflict input: ShardInput, in shard: ShardContext) -> ShardDecision {
        let fault = Fault(
            pointer: "/id", code: "duplicate_id",
            message:
                "«\(input.cause.id ?? "")» of «\(input.cause.source ?? "")» was used before for other content; a new message needs a new id"
        )
        return refusal(of: input, Rejection(.ugyldigforespoersel, [fault]), in: shard, suffix: input.cause.digest)
    }

    func outcome(ofDefect error: any Error, on input: ShardInput, in shard: ShardContext) -> ShardDecision {
        let fault = Fault(pointer: "", code: "internal_error", message: "the archive failed on this message; it is kept and looked into")
        var decision = refusal(of: input, Rejection(.serverfeil, [fault]), in: shard)
        guard case .command(_, let payload) = input.content, let place = input.cause.place, let offset = input.cause.offset else {
            return decision
        }
        decision.quarantine = QuarantinedMessage(
            id: "\(place)/\(offset)", received: shard.now, topic: place.topic, partition: place.partition, offset: offset, partner: "",
            kommune: input.kommune.rawValue, reasons: [Fault(pointer: "", code: "internal_error", message: LogReason.text(of: error))],
            raw: payload,
            headers: CommandRecord.remembered(input))
        return decision
    }

    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        try RegistryProjections.apply(event, of: commit, to: database)
    }

    func apply(
        _ event: any DomainEvent, written content: ArraySlice<UInt8>?, of commit: AppliedCommit, to database: Database
    ) throws {
        try RegistryProjections.apply(event, written: content, of: commit, to: database)
    }

    func publications(of commit: DecodedCommit, topics: Topics) throws -> [Publication] {
        try RegistryPublications(topics: topics).publications(of: commit)
    }

    private func refusal(of input: ShardInput, _ rejection: Rejection, in shard: ShardContext, suffix: String? = nil) -> ShardDecision {
        // A payload that cannot be read has nobody to answer: the caller, if any, is told.
        guard case .command(MottattMelding.commandType, let payload) = input.content, let melding = try? MottattMelding.decoded(payload)
        else {
            // Not a partner's message: the caller waits for an answer.
            return ShardDecision(answer: Answer(rejection: rejection))
        }
        return MeldingDecision(input, shard).refuse(melding.avsender, rejection, idSuffix: suffix)
    }
}

extension MottattMelding {
    /// Reads the payload of a command.
    static func decoded(_ payload: [UInt8]) throws -> MottattMelding {
        try JSONBytes.decode(payload)
    }
}
