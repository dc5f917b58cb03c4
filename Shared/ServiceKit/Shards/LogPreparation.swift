import CommitLog
import Observability
import Synchronization

/// The first look at the log since the start: the topics are there and are this installation's own, and the shared ones are read. Before that
/// nothing may be written.
final class LogPreparation: Sendable {
    /// How long a start waits for the log when there is nothing here to answer from.
    static let limitWait: Duration = .seconds(60)
    /// How long it waits when there are stores here: then it goes on without.
    static let limitWaitWithStores: Duration = .seconds(3)

    private struct NotYet: Error {}

    private struct State {
        var task: Task<Void, any Error>?
        var isDone = false
        var reason = "it has not answered yet"
    }
    private let state = Mutex(State())
    private let time: any TimeSource
    private let logger: Logger
    private let lines: LineLimit

    init(time: any TimeSource, logger: Logger) { (self.time, self.logger, lines) = (time, logger, LineLimit(time: time)) }

    /// Whether everything is as it must be.
    var isDone: Bool { state.withLock(\.isDone) }

    /// Why it is not done yet, as last known.
    var reason: String { state.withLock(\.reason) }

    /// Begins; to be called once.
    func begin(_ body: @escaping @Sendable () async throws -> Void) {
        let task = Task {
            try await body()
            state.withLock { $0.isDone = true }
        }
        state.withLock { $0.task = task }
    }

    /// Is told why it takes long.
    func waits(because error: LogError) {
        state.withLock { $0.reason = error.message }
        logger.limited(.warning, "the log is not there yet", by: lines, ["reason": .reason(error)])
    }

    /// Ends it.
    func cancel() { state.withLock(\.task)?.cancel() }

    /// Waits until it is done, or for so long.
    ///
    /// - Throws: what it failed with; `CancellationError`.
    func isDone(within limit: Duration) async throws -> Bool {
        guard let task = state.withLock(\.task) else { return false }
        do {
            try await time.within(limit, orThrow: NotYet()) { try await task.value }
            return true
        } catch is NotYet {
            return false
        }
    }

    /// Waits until it is done.
    ///
    /// - Throws: what it failed with; `CancellationError`.
    func wait() async throws { while try await !isDone(within: .seconds(3_600)) {} }
}
