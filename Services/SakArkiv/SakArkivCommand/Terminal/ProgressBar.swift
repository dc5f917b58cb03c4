import Synchronization

/// `████████░░░░  412/1,000  file.xml` on a terminal; elsewhere nothing, the summary at the end says it all.
final class ProgressBar: Sendable {
    private let console: Console
    private let total: Int
    private let done = Mutex(0)
    private static let barColumns = 24

    init(_ console: Console, total: Int) { (self.console, self.total) = (console, total) }

    /// One more is done.
    func advance(_ label: String) {
        let count = done.withLock { done in
            done += 1
            return done
        }
        show(count, label)
    }

    /// How it stands, with a word on what is being done.
    func show(_ count: Int, _ label: String) {
        guard total > 1 else { return console.showStatus(label) }
        let filled = min(Self.barColumns, count * Self.barColumns / max(1, total))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barColumns - filled)
        let text = "\(console.styled(bar, .cyan)) \(count)/\(total)  "
        console.showStatus(text + label.suffix(max(10, console.width - Self.barColumns - 24)))
    }

    /// Takes the bar away.
    func finish() { console.showStatus("") }
}
