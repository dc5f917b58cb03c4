import Contracts
import Domain
import Observability

/// Finds out what an id on the command line means: a message's id, or a trace id.
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
        guard let traceID = TraceSubject.traceID(id) else { return nil }
        return try await trace(traceID)
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
}
