import Contracts
import Domain

/// A timeline as a person sees it: one line a step, the time since the start, the time it took, and a bar where it lies.
struct TimelineReport {
    private let console: Console
    /// Columns of the bars.
    private static let barColumns = 24

    init(_ console: Console) { self.console = console }

    /// The lines.
    ///
    /// - Parameter withEvents: also where public events were published; each commit has some.
    func lines(_ trace: CollectedTrace, _ timeline: Timeline, withEvents: Bool = true) -> [String] {
        let subject = trace.subject
        var lines = [console.styled(subject.name, .bold) + (subject.outcome.map { "  \($0)" } ?? "")]
        lines.append(
            console.styled(
                "trace \(subject.traceID)\(subject.kommune.map { "  kommune \($0)" } ?? "")  \(Tidspunkt(milliseconds: timeline.start))  \(timeline.total) ms",
                .dim))
        var table = Table(["at ms", "took", "who", "", "what"], right: [0, 1])
        for step in timeline.steps where withEvents || !step.isPublicEvents {
            table.add([
                .init(String(step.at)), step.took.map { .init(String($0)) } ?? .init(""), .init(step.who),
                .init(bar(step, timeline), .cyan),
                .init(step.what),
            ])
        }
        lines += table.lines(console)
        for (service, reason) in trace.silent {
            lines.append("\(console.styled("!", .yellow)) nothing is known of \(service.rawValue)'s part: \(reason)")
        }
        return lines
    }

    /// `░` from what it followed from until it was decided, `█` until it was in the log; a step of no length is a thin line.
    private func bar(_ step: TimelineStep, _ timeline: Timeline) -> String {
        let total = max(1, timeline.total)
        func column(_ at: Int64) -> Int { Int(Int64(Self.barColumns) * max(0, min(at, total)) / total) }
        let from = column(step.at - (step.took ?? 0))
        let to = column(step.at)
        let decided = step.decidedAfter.map { column(step.at - (step.took ?? 0) + $0) } ?? from
        let waiting = String(repeating: "░", count: max(0, min(decided, to) - from))
        let writing = String(repeating: "█", count: max(0, to - max(from, min(decided, to))))
        let bar = String(repeating: " ", count: min(from, Self.barColumns - 1)) + (waiting + writing).ifEmpty("▏")
        return String(bar.prefix(Self.barColumns)).padded(to: Self.barColumns)
    }
}

extension String {
    fileprivate func ifEmpty(_ other: String) -> String { isEmpty ? other : self }

    fileprivate func padded(to columns: Int) -> String { self + String(repeating: " ", count: max(0, columns - count)) }
}
