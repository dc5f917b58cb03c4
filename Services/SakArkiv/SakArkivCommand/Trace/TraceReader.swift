import Contracts
import Domain

/// Asks a service for its records of a trace, page by page.
struct TraceReader: Sendable {
    let client: ServiceClient

    /// Most pages asked for of one service: each is a look at some ten thousand records of a partition.
    private static let limitPages = 20

    /// The records of one service, each once.
    ///
    /// - Parameters:
    ///   - from: milliseconds since the epoch.
    ///   - until: the same; nil for the end of the log as it is now.
    func entries(
        _ service: ServiceName, _ traceID: String, kommune: String?, from: Int64, until: Int64?
    ) async throws -> [TraceEntry] {
        let moments = [("from", Optional(from)), ("until", until)].map { ($0, $1.map { Tidspunkt(milliseconds: $0).description }) }
        var next: String? = Paging.query("/admin/trace/\(traceID)", [("kommune", kommune)] + moments)
        var found: [TraceEntry.Place: TraceEntry] = [:]
        for _ in 0..<Self.limitPages {
            guard let path = next else { break }
            let page = try await client.json(service, path, as: "operator")
            for record in page["records"]?.elements ?? [] {
                if let entry = TraceEntry(record, of: service) { found[entry.place] = entry }
            }
            next = page["neste"]?.text
        }
        return found.values.sorted { ($0.time, $0.place.topic, $0.place.offset) < ($1.time, $1.place.topic, $1.place.offset) }
    }
}
