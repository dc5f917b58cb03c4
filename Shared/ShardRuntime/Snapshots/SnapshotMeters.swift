import Domain
import Observability
import Synchronization

/// The figures of one process's snapshots.
public final class SnapshotMeters: Sendable {
    let failures: Counter
    let restored: Counter
    /// When each municipality's snapshots were last known to be as they should be.
    private let good = Mutex<[Organisasjonsnummer: Tidspunkt]>([:])

    /// Figures in a registry; one process has them once.
    public init(_ metrics: MetricsRegistry, time: any TimeSource) {
        failures = metrics.counter(
            "sakarkiv_snapshot_failures_total", help: "Snapshots that could not be made, and shelves or snapshots that could not be used.")
        restored = metrics.counter("sakarkiv_snapshots_restored_total", help: "Stores that began as a snapshot.")
        metrics.gauges(
            "sakarkiv_snapshot_age_seconds",
            help: "Since a municipality owned here had its last snapshot, or was last seen to need none because too little has happened."
        ) { [weak self] in
            let now = time.now().milliseconds
            return (self?.good.withLock { $0 } ?? [:]).map { kommune, moment in
                MetricSample(["kommune": kommune.rawValue], Double(max(0, now - moment.milliseconds)) / 1_000)
            }
        }
    }

    func isGood(_ kommune: Organisasjonsnummer, since moment: Tidspunkt) { good.withLock { $0[kommune] = moment } }

    /// Begins to count for those that are owned, and forgets the others.
    func owned(_ kommuner: Set<Organisasjonsnummer>, now: Tidspunkt) {
        good.withLock { good in
            good = good.filter { kommuner.contains($0.key) }
            for kommune in kommuner where good[kommune] == nil { good[kommune] = now }
        }
    }
}
