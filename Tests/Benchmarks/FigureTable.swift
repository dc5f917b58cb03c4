import Foundation

/// The figures, one line each: what, how much, the baseline of the same run, and the ratio of the two.
struct FigureTable {
    private struct Line {
        let name: String
        let value: String
        let baseline: String
        let ratio: String
    }
    private var lines: [Line] = []

    /// A figure with a baseline in the same unit.
    mutating func add(_ name: String, _ value: Double, _ unit: String, baseline: Double, _ what: String) {
        let ratio = baseline > 0 ? String(format: "%.3f", value / baseline) : "-"
        add(Line(name: name, value: "\(Self.text(value)) \(unit)", baseline: "\(Self.text(baseline)) \(unit) \(what)", ratio: ratio))
    }

    /// A figure that stands for itself.
    mutating func add(_ name: String, _ value: Double, _ unit: String) {
        add(Line(name: name, value: "\(Self.text(value)) \(unit)", baseline: "", ratio: ""))
    }

    private mutating func add(_ line: Line) {
        lines.append(line)
        Self.show(Self.row(line))
    }

    /// The head of the table.
    static func head(_ log: String) {
        show("log: \(log)")
        show(row(Line(name: "figure", value: "value", baseline: "baseline of the same run", ratio: "ratio")))
    }

    /// Written at once, for whoever watches.
    private static func show(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

    private static func row(_ line: Line) -> String {
        func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
        return padded(line.name, 44) + padded(line.value, 22) + padded(line.ratio, 9) + line.baseline
    }

    private static func text(_ value: Double) -> String {
        value >= 100 ? String(Int(value.rounded())) : String(format: value >= 10 ? "%.1f" : "%.2f", value)
    }
}

/// Values in order, for percentiles.
struct Percentiles {
    private let sorted: [Double]

    init(_ values: [Double]) { sorted = values.sorted() }

    /// The value that so many hundredths of all do not exceed.
    func callAsFunction(_ hundredths: Double) -> Double {
        guard !sorted.isEmpty else { return .nan }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * hundredths / 100))]
    }
}

extension Duration {
    /// In seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
