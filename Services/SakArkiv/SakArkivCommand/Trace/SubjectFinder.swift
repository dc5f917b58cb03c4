import Contracts
import Domain
import Observability

/// Finds out what an id on the command line means: a message's id, a trace id, a case's number, a systemID.
struct SubjectFinder: Sendable {
    let client: ServiceClient
    /// Whose messages are meant when no source is given.
    let partner: String
    /// The event's source, when it was given.
    let source: String?
    /// The municipality, when it was given.
    let kommune: String?

    /// How far back a bare trace id is looked for, step by step, milliseconds: the last minute, ten, an hour, a day.
    private static let stepsBackMilliseconds: [Int64] = [60_000, 600_000, 3_600_000, 86_400_000]

    /// The trace; nil when nobody knows the id (yet).
    func find(_ id: String) async throws -> TraceSubject? {
        if let found = try await message(id) { return found }
        if let traceID = TraceSubject.traceID(id), let found = try await trace(traceID) { return found }
        return try await object(id)
    }

    /// The trace of a partner's message, from its receipts.
    func message(_ id: String) async throws -> TraceSubject? {
        for source in try await sources() {
            let path = Paging.query("/receipts", [("source", source), ("id", id)])
            let receipts = try await client.pages(.registry, path, as: "operator").map(Receipt.init)
            if let subject = TraceSubject(receipts, name: "\(id) of \(source)") { return subject }
        }
        return nil
    }

    private func sources() async throws -> [String] {
        if let source { return [source] }
        return try await kommuner().map { "/no/\($0)/\(partner)" }
    }

    private func kommuner() async throws -> [String] {
        if let kommune { return [kommune] }
        return try await client.pages(.registry, "/kommuner", as: "operator").compactMap { $0["organisasjonsnummer"]?.text }
    }

    /// A trace by its id alone: registry's log is looked through backwards.
    private func trace(_ id: String) async throws -> TraceSubject? {
        let now = client.clock.now().milliseconds
        var until = now
        for step in Self.stepsBackMilliseconds {
            let entries = try await TraceReader(client: client).entries(.registry, id, kommune: kommune, from: now - step, until: until)
            if let first = entries.min(by: { $0.time < $1.time }) {
                let kommune = entries.compactMap(\.commit?.kommune).first
                return TraceSubject(traceID: id, kommune: kommune ?? self.kommune, moment: first.time, name: "trace \(id)")
            }
            until = now - step
        }
        return nil
    }

    /// Where an object of the archive is looked up.
    private static let collections = ["saksmapper", "journalposter"]
    /// How long around the moment an object was made its commit is looked for, milliseconds.
    private static let aroundMilliseconds: Int64 = 60_000

    /// A case by its number (`2026/17`), or a case or journalpost by its systemID: the trace of the commit that made it.
    private func object(_ id: String) async throws -> TraceSubject? {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        let isNumber = parts.count == 2 && parts.allSatisfy { Int($0) != nil }
        guard isNumber || SystemID(id) != nil else { return nil }
        for kommune in try await kommuner() {
            for collection in Self.collections where !isNumber || collection == Self.collections[0] {
                if let found = try await object("/\(collection)/\(id)", id, kommune) { return found }
            }
        }
        return nil
    }

    private func object(_ path: String, _ name: String, _ kommune: String) async throws -> TraceSubject? {
        let object: JSONValue
        do {
            object = try await client.json(.registry, Paging.query(path, [("kommune", kommune)]), as: "arkivar")
        } catch let problem as Problem where problem.status == 404 {
            return nil
        }
        guard let systemID = object["systemID"]?.text, let made = object["opprettetDato"]?.text.flatMap({ Tidspunkt($0) }) else {
            return nil
        }
        let entries = try await TraceReader(client: client).entries(
            .registry, systemID, kommune: kommune, from: made.milliseconds - Self.aroundMilliseconds,
            until: made.milliseconds + Self.aroundMilliseconds)
        guard let commit = entries.first(where: { $0.commit != nil }), let traceID = commit.commit?.traceID else { return nil }
        return TraceSubject(traceID: traceID, kommune: kommune, moment: commit.time, name: name)
    }
}
