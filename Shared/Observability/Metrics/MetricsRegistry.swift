import Synchronization

/// The metrics of one process. Handed to whoever measures; there is no global one, so tests do not see each other.
///
/// Asking twice for the same name and labels gives the same instrument. A bad name, or one name with two kinds, is a programming
/// fault and ends the process: names are constants, so the first test finds it.
public final class MetricsRegistry: Sendable {
    /// More series than this under one name are measured but not shown, and counted in `sakarkiv_metrics_hidden_series_total`.
    public static let limitSeriesPerName = 5_000

    private static let hiddenName = "sakarkiv_metrics_hidden_series_total"
    private let families = Mutex<[String: MetricFamily]>([:])
    private let hidden = Counter()

    /// An empty registry.
    public init() {
        families.withLock { families in
            var family = MetricFamily(
                name: MetricsRegistry.hiddenName, help: "Series not shown because their name had too many.", kind: .counter)
            family.series[MetricLabels([:])] = .counter(hidden)
            families[family.name] = family
        }
    }

    /// A count that only rises; the name ends in `_total`.
    public func counter(_ name: String, help: String, labels: [String: String] = [:]) -> Counter {
        precondition(name.hasSuffix("_total"), "«\(name)»: the name of a counter ends in _total")
        let series = register(name, help, .counter, labels) { .counter(Counter()) }
        guard case .counter(let counter) = series else { preconditionFailure("«\(name)» is no counter") }
        return counter
    }

    /// A value that goes up and down.
    public func gauge(_ name: String, help: String, labels: [String: String] = [:]) -> Gauge {
        let series = register(name, help, .gauge, labels) { .gauge(Gauge()) }
        guard case .gauge(let gauge) = series else { preconditionFailure("«\(name)» is no gauge") }
        return gauge
    }

    /// A value that is asked for at each exposition; `read` must be quick and must not wait.
    public func gauge(_ name: String, help: String, labels: [String: String] = [:], read: @escaping @Sendable () -> Double) {
        gauges(name, help: help) { [MetricSample(labels, read())] }
    }

    /// Values with labels that come and go, such as one per partition owned, asked for at each exposition.
    public func gauges(_ name: String, help: String, read: @escaping @Sendable () -> [MetricSample]) {
        addCallback(name, help, .gauge, read)
    }

    /// A count kept elsewhere (by the kernel, by a C library), asked for at each exposition.
    public func counter(_ name: String, help: String, read: @escaping @Sendable () -> Double) {
        precondition(name.hasSuffix("_total"), "«\(name)»: the name of a counter ends in _total")
        addCallback(name, help, .counter) { [MetricSample([:], read())] }
    }

    /// Counts with labels that are kept elsewhere and come and go, such as one per partition read, asked for at each exposition.
    public func counters(_ name: String, help: String, read: @escaping @Sendable () -> [MetricSample]) {
        precondition(name.hasSuffix("_total"), "«\(name)»: the name of a counter ends in _total")
        addCallback(name, help, .counter, read)
    }

    /// How often values fell into fixed ranges; `buckets` are upper bounds, rising.
    public func histogram(
        _ name: String, help: String, buckets: [Double] = Histogram.timeBucketsSeconds, labels: [String: String] = [:]
    ) -> Histogram {
        precondition(!buckets.isEmpty && zip(buckets, buckets.dropFirst()).allSatisfy { $0 < $1 }, "«\(name)»: the bounds must rise")
        precondition(buckets.allSatisfy(\.isFinite), "«\(name)»: the last range is open anyway")
        let series = register(name, help, .histogram, labels) { .histogram(Histogram(bounds: buckets)) }
        guard case .histogram(let histogram) = series else { preconditionFailure("«\(name)» is no histogram") }
        return histogram
    }

    /// Everything, in Prometheus' text format 0.0.4. Send it as `Exposition.contentType`.
    public func exposition() -> String {
        // Callbacks run outside the lock: they are other people's code.
        let copy = families.withLock { $0 }
        var text = Exposition()
        for family in copy.values.sorted(by: { $0.name < $1.name }) { text.add(family) }
        return text.text
    }

    private func register(
        _ name: String, _ help: String, _ kind: MetricFamily.Kind, _ labels: [String: String], make: () -> MetricFamily.Series
    ) -> MetricFamily.Series {
        let key = MetricLabels(labels)
        return families.withLock { families in
            var family = MetricsRegistry.family(name, help, kind, in: families)
            if let series = family.series[key] { return series }
            let series = make()
            if family.series.count < MetricsRegistry.limitSeriesPerName {
                family.series[key] = series
                families[name] = family
            } else {
                hidden.increment()
            }
            return series
        }
    }

    private func addCallback(_ name: String, _ help: String, _ kind: MetricFamily.Kind, _ read: @escaping MetricFamily.Callback) {
        families.withLock { families in
            var family = MetricsRegistry.family(name, help, kind, in: families)
            family.callbacks.append(read)
            families[name] = family
        }
    }

    private static func family(
        _ name: String, _ help: String, _ kind: MetricFamily.Kind, in families: [String: MetricFamily]
    ) -> MetricFamily {
        if let known = families[name] {
            precondition(known.kind == kind, "«\(name)» is a \(known.kind.rawValue) already")
            return known
        }
        precondition(MetricName.isValid(name), "«\(name)» cannot be the name of a metric")
        precondition(!help.isEmpty, "«\(name)» needs a help text")
        return MetricFamily(name: name, help: help, kind: kind)
    }
}
