import Contracts
import Foundation

/// Starts a registry without stores on the log it has filled: from the log alone, and from snapshots.
struct SnapshotMeasure {
    let subject: BenchmarkSubject

    /// Measures and prints, in seconds from the start of the process until it is ready.
    func run(_ table: inout FigureTable) async throws {
        let registry = subject.registry
        registry.stop()
        let warm = try await registry.start()
        registry.stop()
        try removeStores()
        let cold = try await registry.start()
        registry.stop()

        let place = "\(registry.data)/snapshots"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        // No schedule gets in between: the first look finds the snapshots made.
        let settings = ["SAKARKIV_SNAPSHOTS": place]
        _ = try await registry.start(settings)
        var bytes: Int64 = 0
        for (number, _, _) in BenchmarkMessage.kommuner { bytes += try await snapshot(number) }
        registry.stop()
        try removeStores()
        let restored = try await registry.start(settings)
        guard try await subject.metric("sakarkiv_snapshots_restored_total") == Double(BenchmarkMessage.kommuner.count) else {
            throw BenchmarkFailure("not every store was restored from its snapshot")
        }
        table.add("ready with stores in place", warm, "s")
        table.add("ready without stores, from the log", cold, "s")
        table.add("ready without stores, from snapshots", restored, "s", baseline: cold, "from the log")
        table.add("  size of the snapshots", Double(bytes) / 1_048_576, "MiB")
    }

    private func removeStores() throws {
        let stores = subject.registry.stores
        for name in try FileManager.default.contentsOfDirectory(atPath: stores) where name.contains(".sqlite") {
            try FileManager.default.removeItem(atPath: "\(stores)/\(name)")
        }
    }

    /// Has one made; its size in bytes.
    private func snapshot(_ kommune: String) async throws -> Int64 {
        let answer = try await subject.send("POST", "/admin/snapshot?kommune=\(kommune)", as: "operator")
        guard answer.status == 201, let bytes = try JSONReader.read(answer.body)["bytes"]?.integer else {
            throw BenchmarkFailure("POST /admin/snapshot: \(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
        }
        return bytes
    }
}
