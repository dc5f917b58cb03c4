public import Observability
import Synchronization

/// What a service says about its health.
///
/// *Liveness* asks: would a restart help? It knows only of what this process cannot recover from, and never of the broker: otherwise a
/// broker that goes away would restart the whole suite. *Readiness* asks: should requests come here now?
public final class HealthChecks: Sendable {
    /// What a condition matters for.
    public enum Concern: String, Sendable, CaseIterable {
        /// Answering what is asked.
        case reads
        /// Taking in what is new.
        case writes
    }

    /// Looks, and tells what it found.
    public typealias Check = @Sendable () async -> HealthStatus

    /// A check that has not answered by then has failed.
    public static let limitCheckDuration: Duration = .seconds(2)

    private struct State {
        var readiness: [(name: String, concerns: Set<Concern>, check: Check)] = []
        var fatal: [String: String] = [:]
        var isStarted = false
        var isDraining = false
    }

    private let time: any TimeSource
    private let state = Mutex(State())

    /// Checks over a clock; not ready until `started` is called.
    public init(time: any TimeSource) { self.time = time }

    /// Adds a condition for readiness; of equal names the later one counts.
    public func add(_ name: String, for concerns: Set<Concern> = Set(Concern.allCases), _ check: @escaping Check) {
        state.withLock { state in
            state.readiness.removeAll { $0.name == name }
            state.readiness.append((name, concerns, check))
        }
    }

    /// The service is put together. Part of readiness from then on.
    public func started() { state.withLock { $0.isStarted = true } }

    /// The service is being stopped: not ready any more, so that balancers look elsewhere.
    public func draining() { state.withLock { $0.isDraining = true } }

    /// Something happened that only a restart can help: liveness fails from now on.
    public func failed(_ name: String, reason: String) { state.withLock { $0.fatal[name] = reason } }

    /// Whether a restart would help.
    public func liveness() -> HealthReport {
        let fatal = state.withLock { $0.fatal }
        return HealthReport(
            entries: [HealthReport.Entry(name: "process", status: .healthy())]
                + fatal.sorted { $0.key < $1.key }.map { HealthReport.Entry(name: $0.key, status: .unhealthy($0.value)) })
    }

    /// Whether requests should come here; with a concern, only what matters for that. The checks run side by side, each at most
    /// `limitCheckDuration`.
    public func readiness(for concern: Concern? = nil) async -> HealthReport {
        let (all, isStarted, isDraining) = state.withLock { ($0.readiness, $0.isStarted, $0.isDraining) }
        let checks = all.filter { entry in concern.map { entry.concerns.contains($0) } ?? true }
        let lifecycle: HealthStatus =
            isDraining ? .unhealthy("the service is being stopped") : isStarted ? .healthy() : .unhealthy("the service is starting")
        let time = time
        let found = await withTaskGroup(of: (Int, HealthStatus).self) { group in
            for (index, entry) in checks.enumerated() {
                group.addTask { (index, await HealthChecks.run(entry.check, time: time)) }
            }
            return await group.reduce(into: [Int: HealthStatus]()) { $0[$1.0] = $1.1 }
        }
        let entries = checks.indices.map { HealthReport.Entry(name: checks[$0].name, status: found[$0] ?? .unhealthy("not run")) }
        return HealthReport(entries: [HealthReport.Entry(name: "lifecycle", status: lifecycle)] + entries)
    }

    private struct NoAnswer: Error {}

    /// The check's answer or, when it does not come in time, a failure. The check itself is cancelled but not waited for: one that hangs must
    /// not hang whoever asks.
    private static func run(_ check: @escaping Check, time: any TimeSource) async -> HealthStatus {
        do {
            return try await time.within(limitCheckDuration, orThrow: NoAnswer()) { await check() }
        } catch is NoAnswer {
            return .unhealthy("no answer within \(limitCheckDuration)")
        } catch {
            return .unhealthy("the question was withdrawn")
        }
    }
}
