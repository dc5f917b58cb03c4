import Domain
import ServiceKit
import ShardRuntime

/// Counts what is missing in the municipalities owned here, now and then, for the figures.
struct MissingFiles: Sendable {
    let service: ShardService<DocumentsModel>
    let meters: RetrievalMeters

    /// How often, milliseconds.
    static let intervalMilliseconds: Int64 = 5_000

    /// Counts until cancelled.
    func run() async throws {
        while !Task.isCancelled {
            var (counts, oldest): ([Hentetilstand: Int], Tidspunkt?) = ([:], nil)
            for kommune in service.owned {
                guard let missing = try await service.runtime.reads.read(kommune, { try DocumentsLager($0).mangler() }) else { continue }
                counts.merge(missing.antall) { $0 + $1 }
                oldest = [oldest, missing.eldste].compactMap { $0 }.min()
            }
            meters.missing(counts, oldest: oldest)
            try await service.context.time.sleep(for: .milliseconds(Self.intervalMilliseconds))
        }
    }
}
