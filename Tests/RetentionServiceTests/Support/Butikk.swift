import CommitLog
import Contracts
import Crypto
import Domain
import DomainTestSupport
import SQLite
import ServiceTestSupport
import ShardRuntime

@testable import RetentionService

/// One municipality's retention store on a real file, with the model that decides for it: what the runtime does, without a log.
final class Butikk {
    let database: Database
    let model: RetentionModel
    /// The events of every commit so far.
    private(set) var commits: [(events: [any DomainEvent], time: Tidspunkt)] = []
    private let folder: TemporaryFolder
    private var upstream: UInt64 = 0
    private var ids: UInt64 = 0
    var now = Tidspunkt(milliseconds: 1_800_000_000_000)

    init(limitEnheter: Int = Omberegningssteg.limitEnheter) throws {
        folder = try TemporaryFolder()
        database = try Database(path: "\(folder.path)/store.sqlite", access: .readWrite)
        model = RetentionModel(limitEnheter: limitEnheter)
        try database.migrate(model.migrations)
        try ta([Registerhendelser.kommune(hamar, "Hamar")])
    }

    var lager: Kassasjonslager { Kassasjonslager(database) }

    /// A commit of the registry's with these events; gives what retention made of it.
    @discardableResult
    func ta(_ events: [any DomainEvent], service: String = "registry") throws -> [any DomainEvent] {
        let body = JSONValue.object(["events": .array(try events.map { ["type": .string($0.eventType), "data": try Self.json($0)] })])
            .encoded()
        let header = CommitHeader(
            service: service, kommune: hamar, epoch: 1, sequence: upstream, previous: CommitHeader.noPrevious, cause: Cause(), time: now,
            body: SHA256.hex(body))
        upstream += 1
        return try decide(.upstream(try Commit(header: header, body: body)))?.events ?? []
    }

    /// A commit of retention's own with these events, as they stand in a log of whatever age.
    func les(_ events: [(type: String, json: String)]) throws {
        let read = try events.map { type, json in
            guard let known = model.events[type] else { throw Unexpected(description: type) }
            return try JSONReader.read(Array(json.utf8)).decoded(as: known)
        }
        try database.transaction { try apply(read, to: database, sequence: commits.count) }
        commits.append((read, now))
    }

    /// A command, as it comes over HTTP.
    func kommando(_ type: String, _ command: some Command) throws -> ShardDecision? {
        try decide(.command(type: type, payload: try JSONBytes.encode(GivenCommand(actor: "arkivar", command: command))))
    }

    /// One step of what is under way; nil when nothing is.
    @discardableResult
    func fortsett() throws -> [any DomainEvent]? {
        guard let first = try lager.omberegninger().first else { return nil }
        let payload = try JSONBytes.encode(FortsettOmberegning(omberegning: first))
        return try decide(.command(type: FortsettOmberegning.commandType, payload: payload))?.events
    }

    /// Everything that is under way; the number of steps.
    @discardableResult
    func fortsettTilSlutt() throws -> Int {
        var steps = 0
        while try fortsett() != nil { steps += 1 }
        return steps
    }

    private func decide(_ content: ShardInput.Content) throws -> ShardDecision? {
        now = Tidspunkt(milliseconds: now.milliseconds + 1)
        let input = ShardInput(kommune: hamar, cause: Cause(), content: content)
        let shard = ShardContext(
            kommune: hamar, database: database, now: now, isEmpty: commits.isEmpty,
            apply: { [self] in try apply([$0], to: database, sequence: commits.count) },
            nextID: { [self] in
                ids += 1
                return SystemID(high: 0x9000_0000_0000_4000, low: 0x8000_0000_0000_0000 | ids)
            })
        return try database.transaction {
            guard let decision = try shard.decided(input, by: model) else { return nil }
            commits.append((decision.events, now))
            return decision
        }
    }

    private func apply(_ events: [any DomainEvent], to database: Database, sequence: Int, time: Tidspunkt? = nil) throws {
        let commit = AppliedCommit(kommune: hamar, sequence: UInt64(sequence), time: time ?? now, cause: Cause())
        for event in events { try model.apply(event, of: commit, to: database) }
    }

    /// What differs when everything is applied again from the beginning, from JSON as it stands in the log.
    func replayDifferences() throws -> [String] {
        let other = try Database(path: "\(folder.path)/replay-\(commits.count).sqlite", access: .readWrite)
        try other.migrate(model.migrations)
        try other.transaction {
            for (number, commit) in commits.enumerated() {
                let again = try commit.events.map { event in
                    try model.events[event.eventType].map { try Self.json(event).decoded(as: $0) } ?? event
                }
                try apply(again, to: other, sequence: number, time: commit.time)
            }
        }
        let (left, right) = (try database.tableDigests(), try other.tableDigests())
        return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
    }

    /// tilstand, date and the deciding object of every object with an outcome.
    func utfall() throws -> [SystemID: String] {
        let rows = try database.query("SELECT systemID, tilstand, dato FROM enhet WHERE tilstand IS NOT NULL") {
            ($0.text(0), "\($0.text(1)) \($0.optionalText(2) ?? "-")")
        }
        return Dictionary(uniqueKeysWithValues: rows.compactMap { id, text in SystemID(id).map { ($0, text) } })
    }

    func utfall(_ number: Int) throws -> String? { try utfall()[Registerhendelser.id(number)] }

    static func json(_ event: any Encodable) throws -> JSONValue { try JSONValue(encoding: event) }
}
