import Observability
import Synchronization

/// What a service does when nobody asks, and how it ends: one after the other, as the steps of a shutdown go. While the log is away all are told at
/// once, and none is waited for long: what hangs in a call to the log has nothing to finish.
final class BackgroundWork: Sendable {
    /// How long one is waited for while the log is away.
    static let limitEndingWithoutLog: Duration = .seconds(1)

    private let tasks = Mutex<[Task<Void, Never>]>([])

    /// Takes note of one that has begun.
    func add(_ task: Task<Void, Never>) { tasks.withLock { $0.append(task) } }

    /// Ends one.
    func end(_ task: Task<Void, Never>, isLogThere: Bool, time: any TimeSource) async {
        task.cancel()
        if isLogThere { return await task.value }
        for other in tasks.withLock({ $0 }) { other.cancel() }
        // What is not over by then is left behind, and ends with the process.
        try? await time.within(Self.limitEndingWithoutLog, orThrow: CancellationError()) { await task.value }
    }
}
