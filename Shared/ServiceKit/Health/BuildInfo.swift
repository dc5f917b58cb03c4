import Observability

/// Which program this is, as a figure: so that instances of different versions can be told apart, and counted.
enum BuildInfo {
    /// What is told of a commit that nobody named.
    static let unknown = "unknown"

    /// - Parameter commit: what the program was built from, as whoever built it says (`SAKARKIV_COMMIT`); the program itself does not know.
    static func register(in metrics: MetricsRegistry, commit: String?) {
        metrics.gauge(
            "sakarkiv_build_info",
            help: "1; the labels say which version runs, and from which commit it was built as far as that was told.",
            labels: ["version": SuiteVersion.text, "commit": commit ?? unknown]
        ).set(1)
    }
}
