import Synchronization

/// What happened in a test, in order.
final class Journal: Sendable {
    private let kept = Mutex<[Int]>([])

    var entries: [Int] { kept.withLock { $0 } }

    func note(_ entry: Int) { kept.withLock { $0.append(entry) } }
}
