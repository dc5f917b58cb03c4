import CommitLog
import Foundation
import Kafka
import ShardRuntime

/// Starts a service without stores on the log it has filled.
struct ReplayMeasure {
    /// Commits that the owner applies in one transaction.
    private static let commitsPerTransaction = OwnerLimits().readRecords
    /// Ready before it has taken in what it follows: nothing more comes when nothing has come for so long, seconds.
    private static let quietSeconds = 3.0

    let subject: BenchmarkSubject

    private struct Result {
        let commits: Int
        let seconds: Double
        let processorSeconds: Double
        let bare: BareRows.Result
        let peakMebibytes: Double
    }

    /// Measures every service and prints.
    func run(_ table: inout FigureTable) async throws {
        add("registry", try await measure(subject.registry), &table)
        for name in ["documents", "retention", "notifications"] {
            let service = RegistryProcess(name, beside: subject.registry)
            defer { service.end() }
            _ = try await service.start()
            try await settle(name)
            add(name, try await measure(service), &table)
        }
    }

    private func add(_ name: String, _ result: Result, _ table: inout FigureTable) {
        let commits = Double(result.commits)
        table.add(
            "\(name): replay into empty stores", commits / result.seconds, "commits/s", baseline: commits / result.bare.seconds,
            "bare SQLite, all rows, the stores in turn")
        table.add(
            "  the same by processor time, all threads", commits / result.processorSeconds, "commits/s",
            baseline: commits / result.bare.processorSeconds, "bare SQLite, all rows")
        table.add("  memory at most", result.peakMebibytes, "MiB")
    }

    /// A start with the stores in place is taken off the time. Beside it the rows of the finished stores, inserted by SQLite alone.
    private func measure(_ service: RegistryProcess) async throws -> Result {
        service.stop()
        let bare = try BareRows(stores: service.stores, scratch: service.data).run(commitsPerTransaction: Self.commitsPerTransaction)
        let warm = try await service.start()
        let warmProcessor = try service.processorSeconds()
        service.stop()
        for name in try FileManager.default.contentsOfDirectory(atPath: service.stores) where name.contains(".sqlite") {
            try FileManager.default.removeItem(atPath: "\(service.stores)/\(name)")
        }
        let cold = try await service.start()
        let coldProcessor = try service.processorSeconds()
        let commits = try await commits(service.service)
        return Result(
            commits: commits, seconds: max(0.001, cold - warm),
            processorSeconds: max(0.01, coldProcessor - warmProcessor), bare: bare,
            peakMebibytes: try service.memory().peak)
    }

    /// Waits until the service has nothing more to say about the log it follows.
    private func settle(_ service: String) async throws {
        var known = -1
        while true {
            let now = try await commits(service)
            if now == known { return }
            known = now
            try await Task.sleep(for: .seconds(Self.quietSeconds))
        }
    }

    private func commits(_ service: String) async throws -> Int {
        var all: Offset = 0
        for partition in 0..<subject.topics.partitions {
            all += try await subject.log.end(of: TopicPartition(subject.topics.commits(service), partition))
        }
        return Int(all)
    }
}
