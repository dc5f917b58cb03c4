import Domain
import Observability
import Synchronization

/// The figures of retrieval.
final class RetrievalMeters: Sendable {
    private struct State {
        var failures: [String: Counter] = [:]
        var missing: [Hentetilstand: Int] = [:]
        var oldest: Tidspunkt?
    }

    /// Codes come from containers and transfers too; beyond this many they count together.
    private static let limitCodes = 100

    private let metrics: MetricsRegistry
    private let seconds: [String: Histogram]
    private let bytes: Counter
    private let state = Mutex(State())

    init(_ metrics: MetricsRegistry, time: any TimeSource) {
        self.metrics = metrics
        seconds = Dictionary(
            uniqueKeysWithValues: ["melding", "opplasting", "adresse"].map { kilde in
                (
                    kilde,
                    metrics.histogram(
                        "sakarkiv_documents_retrieval_seconds", help: "From the beginning of an attempt to its end, in seconds.",
                        labels: ["kilde": kilde])
                )
            })
        bytes = metrics.counter("sakarkiv_documents_stored_bytes_total", help: "Bytes of files that were taken into the archive.")
        metrics.gauges("sakarkiv_documents_missing_files", help: "Files that are not in the archive yet, of the municipalities owned here.")
        {
            [self] in
            let missing = state.withLock { $0.missing }
            return Hentetilstand.allCases.filter(\.mangler).map { MetricSample(["tilstand": $0.rawValue], Double(missing[$0] ?? 0)) }
        }
        metrics.gauge(
            "sakarkiv_documents_oldest_waiting_seconds", help: "How long the file that waits longest has waited; 0 when none does."
        ) {
            [self] in
            guard let oldest = state.withLock({ $0.oldest }) else { return 0 }
            return max(0, Double(time.now().milliseconds - oldest.milliseconds) / 1_000)
        }
    }

    /// An attempt is over.
    func attempt(_ kilde: String, took: Duration) { seconds[kilde]?.observe(took) }

    /// A file was taken in.
    func stored(_ count: Int64) { bytes.increment(by: Int(clamping: count)) }

    /// An attempt failed.
    func failed(_ kode: String) {
        let counter = state.withLock { state in
            if let known = state.failures[kode] { return known }
            let name = state.failures.count < Self.limitCodes ? kode : "other"
            let made = metrics.counter(
                "sakarkiv_documents_retrieval_failures_total", help: "Attempts that failed, by the kind of failure.", labels: ["kode": name]
            )
            state.failures[kode] = made
            return made
        }
        counter.increment()
    }

    /// What is missing in all municipalities owned here.
    func missing(_ antall: [Hentetilstand: Int], oldest: Tidspunkt?) {
        state.withLock { ($0.missing, $0.oldest) = (antall, oldest) }
    }
}
