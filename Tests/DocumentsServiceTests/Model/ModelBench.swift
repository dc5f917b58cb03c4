import CommitLog
import Contracts
import Crypto
import Domain
import Foundation
import SQLite
import ServiceTestSupport
import ShardRuntime
import Testing

@testable import DocumentsService

/// The model on a store of its own: commands are decided, and their events applied, as the owner does it.
final class ModelBench {
    /// Milliseconds since 1970.
    var now: Int64 = 1_790_000_000_000
    private let database: Database
    private let directory: String
    private let kommune: Organisasjonsnummer
    private let model = DocumentsModel()
    private var sequence: UInt64 = 0
    /// Every event applied, as it stands in the log, with what the application was told of its commit.
    private var applied: [(type: String, data: JSONValue, commit: AppliedCommit)] = []
    private var ids: UInt64 = 0

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("model-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        database = try Database(path: "\(directory)/store.sqlite")
        _ = try database.migrate(model.migrations)
        guard let kommune = Organisasjonsnummer("970540008") else { throw Unexpected(description: "no number") }
        self.kommune = kommune
    }

    deinit {
        database.close()
        // Left-overs in the system's temporary directory harm nobody.
        try? FileManager.default.removeItem(atPath: directory)
    }

    private var time: Tidspunkt { Tidspunkt(milliseconds: now) }

    private func id() -> SystemID {
        ids += 1
        return SystemID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0000 + ids)
    }

    /// A document that a message named.
    func document(_ referanse: String, sjekksum: String? = nil, partner: String = "byggsak") throws -> SystemID {
        var beskrivelse = Dokumentbeskrivelse(
            systemID: id(), dokumentstatus: Kode(kode: "F", kodenavn: ""), tittel: "T", opprettetDato: time, opprettetAv: "x",
            tilknyttetRegistreringSom: Kode(kode: "H", kodenavn: ""), dokumentnummer: 1, tilknyttetDato: time, tilknyttetAv: "x")
        var objekt = Dokumentobjekt(
            systemID: id(), versjonsnummer: 1, variantformat: Kode(kode: "P", kodenavn: ""), format: Kode(kode: "av/0", kodenavn: ""),
            opprettetDato: time, opprettetAv: "x", filnavn: "navn.pdf", referanseDokumentfil: referanse)
        objekt.sjekksum = sjekksum
        beskrivelse.dokumentobjekt = [objekt]
        try apply([
            DokumenterFulgt(registrering: id(), mappe: nil, dokumentbeskrivelse: [beskrivelse]),
            FilerVentet(
                avsender: Filavsender(partner: partner, source: "/no/1", id: "m1"),
                melding: Meldingssted(topic: "t", partition: 0, offset: 1), dokumentobjekt: [objekt.systemID]),
        ])
        return objekt.systemID
    }

    /// Decides a command and applies what came of it.
    @discardableResult
    func give(_ command: some Command) throws -> ShardDecision {
        let content = ShardInput.Content.command(type: type(of: command).commandType, payload: try JSONBytes.encode(command))
        let decision = try #require(try context.decided(ShardInput(kommune: kommune, cause: Cause(), content: content), by: model))
        if let rejection = decision.answer?.rejection { throw rejection }
        return decision
    }

    /// Follows a commit of the registry with these events. Returns what was made of it.
    @discardableResult
    func follow(_ events: [any DomainEvent]) throws -> [any DomainEvent] {
        let content = try events.map { JSONValue.object(["type": .string($0.eventType), "data": try JSONValue(encoding: $0)]) }
        let body = JSONValue.object(["events": .array(content)]).encoded()
        let header = CommitHeader(
            service: "registry", kommune: kommune, epoch: 1, sequence: sequence, previous: CommitHeader.noPrevious, cause: Cause(),
            time: time, body: SHA256.hex(body))
        let input = ShardInput(kommune: kommune, cause: Cause(), content: .upstream(try Commit(header: header, body: body)))
        return try context.decided(input, by: model)?.events ?? []
    }

    private var context: ShardContext {
        ShardContext(
            kommune: kommune, database: database, now: time, isEmpty: false, apply: { [self] in try apply([$0]) },
            nextID: { [self] in id() })
    }

    /// Applies an event as it stands in a log, of whatever age.
    func apply(_ type: String, _ json: String) throws {
        let known = try #require(model.events[type])
        try apply([try JSONReader.read(Array(json.utf8)).decoded(as: known)])
    }

    /// The tables that differ when everything is applied again, from JSON as it stands in the log.
    func replayDifferences() throws -> [String] {
        let other = try Database(path: "\(directory)/replay-\(sequence).sqlite")
        defer { other.close() }
        try other.migrate(model.migrations)
        try other.transaction {
            for (type, data, commit) in applied {
                let known = try #require(model.events[type])
                try model.apply(try data.decoded(as: known), of: commit, to: other)
            }
        }
        let (left, right) = (try database.tableDigests(), try other.tableDigests())
        return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
    }

    func file(_ id: SystemID) throws -> Filrad {
        guard let found = try DocumentsLager(database).fil(id) else { throw Unexpected(description: "no \(id)") }
        return found
    }

    /// Looks into the store.
    func read<Value>(_ body: (DocumentsLager) throws -> Value) throws -> Value { try body(DocumentsLager(database)) }

    /// What is to be fetched now.
    func due(limit: Int = 100) throws -> [SystemID] { try DocumentsLager(database).skalHentes(innen: time, limit: limit).map(\.systemID) }

    /// The public events of a decision.
    func published(_ decision: ShardDecision) throws -> [CloudEvent] {
        let header = CommitHeader(
            service: "documents", kommune: kommune, epoch: 1, sequence: sequence, previous: CommitHeader.noPrevious, cause: Cause(),
            time: time, body: "")
        return PublicEvents.events(decision.events, of: header)
    }

    func apply(_ events: [any DomainEvent]) throws {
        let commit = AppliedCommit(kommune: kommune, sequence: sequence, time: time, cause: Cause())
        try database.transaction { for event in events { try model.apply(event, of: commit, to: database) } }
        for event in events { applied.append((event.eventType, try JSONValue(encoding: event), commit)) }
        sequence += 1
    }
}
