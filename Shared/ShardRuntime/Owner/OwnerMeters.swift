import Observability

/// The histograms that the owners of one instance fill.
public struct OwnerMeters: Sendable {
    let roundSeconds: Histogram
    let roundCommits: Histogram
    let inputAgeSeconds: Histogram

    /// Histograms in a registry; one instance has them once.
    public init(_ metrics: MetricsRegistry) {
        roundSeconds = metrics.histogram(
            "sakarkiv_commit_seconds", help: "From taking a round's inputs until its commits are in the log and in the store, in seconds.")
        roundCommits = metrics.histogram(
            "sakarkiv_round_commits", help: "Commits that share one round.", buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500])
        inputAgeSeconds = metrics.histogram(
            "sakarkiv_event_age_seconds", help: "From a record's own time until its outcome is committed, in seconds.")
    }
}
