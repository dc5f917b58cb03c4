import Observability

/// The figures of following.
struct FeedMeters: Sendable {
    /// Entries handed to readers.
    let told: Counter
    /// Readers that were too slow and are caught up from the store.
    let fellBehind: Counter
    /// Connections that took nothing and were cut.
    let cut: Counter
    /// From the upstream commit to handing it out.
    let age: Histogram

    init(_ metrics: MetricsRegistry) {
        told = metrics.counter("sakarkiv_feed_told_total", help: "Hendelser handed to readers that follow.")
        fellBehind = metrics.counter(
            "sakarkiv_feed_fell_behind_total", help: "Times that a reader was too slow and was caught up from the store.")
        cut = metrics.counter("sakarkiv_feed_cut_total", help: "Connections that took nothing for too long and were cut off.")
        age = metrics.histogram(
            "sakarkiv_feed_age_seconds", help: "From the commit that a hendelse tells of until it was handed to readers, in seconds.")
    }
}
