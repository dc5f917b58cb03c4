import Synchronization

/// What handlers tell their test.
final class Collected<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    func add(_ value: Value) { values.withLock { $0.append(value) } }

    var all: [Value] { values.withLock { $0 } }

    /// Waits until there are that many; gives back what there is after thirty seconds.
    func waitFor(_ count: Int = 1) async throws -> [Value] {
        for _ in 0..<3000 where all.count < count { try await Task.sleep(for: .milliseconds(10)) }
        return all
    }
}
