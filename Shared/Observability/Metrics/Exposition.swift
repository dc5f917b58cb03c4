/// Prometheus' text format, version 0.0.4.
public struct Exposition {
    /// The media type to send it with.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    init() {}

    mutating func add(_ family: MetricFamily) {
        let asked = family.callbacks.flatMap { $0() }.sorted { $0.labels < $1.labels }
        guard !asked.isEmpty || !family.series.isEmpty else { return }
        text += "# HELP \(family.name) \(Exposition.escape(family.help, quotes: false))\n"
        text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
        for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
            switch series {
            case .counter(let counter): line(family.name, labels, String(counter.value))
            case .gauge(let gauge): line(family.name, labels, Exposition.number(gauge.value))
            case .histogram(let histogram): add(family.name, labels, histogram)
            }
        }
        // Two samples with the same labels would make the whole page invalid: the first one stands.
        var seen = Set(family.series.keys)
        for sample in asked where seen.insert(sample.labels).inserted {
            line(family.name, sample.labels, Exposition.number(sample.value))
        }
    }

    private mutating func add(_ name: String, _ labels: MetricLabels, _ histogram: Histogram) {
        let snapshot = histogram.snapshot
        let bounds = histogram.bounds.map(Exposition.number) + ["+Inf"]
        for (bound, count) in zip(bounds, snapshot.cumulative) {
            line(name + "_bucket", labels, String(count), le: bound)
        }
        line(name + "_sum", labels, Exposition.number(snapshot.sum))
        line(name + "_count", labels, String(snapshot.count))
    }

    private mutating func line(_ name: String, _ labels: MetricLabels, _ value: String, le bound: String? = nil) {
        var parts = labels.pairs.map { "\($0.name)=\"\(Exposition.escape($0.value, quotes: true))\"" }
        if let bound { parts.append("le=\"\(bound)\"") }
        text += name
        if !parts.isEmpty { text += "{\(parts.joined(separator: ","))}" }
        text += " \(value)\n"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        return String(value)
    }

    static func escape(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
