import Foundation

/// Starts a registry without stores on the log it has filled.
struct ReplayMeasure {
    let subject: BenchmarkSubject

    /// Commits a second while the stores are built anew; a start with its stores in place is taken off the time.
    func run(commits: Int) async throws -> Double {
        subject.registry.stop()
        let warm = try await subject.registry.start()
        subject.registry.stop()
        for name in try FileManager.default.contentsOfDirectory(atPath: subject.registry.stores) where name.contains(".sqlite") {
            try FileManager.default.removeItem(atPath: "\(subject.registry.stores)/\(name)")
        }
        let cold = try await subject.registry.start()
        return Double(commits) / max(0.001, cold - warm)
    }
}
