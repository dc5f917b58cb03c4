/// All series of one metric name.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    enum Series: Sendable {
        case counter(Counter)
        case gauge(Gauge)
        case histogram(Histogram)
    }

    /// Asked at each exposition.
    typealias Callback = @Sendable () -> [MetricSample]

    let name: String
    let help: String
    let kind: Kind
    var series: [MetricLabels: Series] = [:]
    var callbacks: [Callback] = []
}

/// One value of a metric that is asked for when it is shown.
public struct MetricSample: Sendable, Equatable {
    let labels: MetricLabels
    let value: Double

    /// A value with its labels; label names must be valid (`MetricsRegistry`).
    public init(_ labels: [String: String] = [:], _ value: Double) {
        self.labels = MetricLabels(labels)
        self.value = value
    }
}

/// Labels in the order of their names.
struct MetricLabels: Hashable, Sendable, Comparable {
    let pairs: [Pair]

    struct Pair: Hashable, Sendable {
        let name: String
        let value: String
    }

    init(_ labels: [String: String]) {
        for name in labels.keys { precondition(MetricName.isLabel(name), "«\(name)» cannot be the name of a label") }
        pairs = labels.map { Pair(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
    }

    static func < (left: Self, right: Self) -> Bool {
        left.pairs.lexicographicallyPrecedes(right.pairs) { ($0.name, $0.value) < ($1.name, $1.value) }
    }
}
