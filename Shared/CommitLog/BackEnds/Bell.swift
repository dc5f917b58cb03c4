import Synchronization

/// Wakes tasks that wait for something to happen. A ring counts even when nobody waits yet: look at `count`, look at the thing itself, then
/// wait for a ring past that count, and no ring in between is lost.
final class Bell: Sendable {
    /// How a wait ended.
    enum Outcome: Sendable { case rung, timedOut }

    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Outcome, any Error>
        var timer: Task<Void, Never>?
    }

    private struct State {
        var count: UInt64 = 0
        var lastID: UInt64 = 0
        var waiters: [Waiter] = []
    }

    private let state = Mutex(State())

    /// How often it has rung.
    var count: UInt64 { state.withLock { $0.count } }

    /// Whether a task waits now.
    var hasWaiters: Bool { state.withLock { !$0.waiters.isEmpty } }

    /// Wakes all that wait, in the order in which they came.
    func ring() {
        let woken = state.withLock { state in
            state.count += 1
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in woken {
            waiter.timer?.cancel()
            waiter.continuation.resume(returning: .rung)
        }
    }

    /// Waits until it rings past `seen`, or `timeout` has passed; without a timeout no timer is started.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    func wait(past seen: UInt64, timeout: Duration?, sleep: @escaping Sleep) async throws -> Outcome {
        if let timeout, timeout <= .zero {
            try Task.checkCancellation()
            return count == seen ? .timedOut : .rung
        }
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                register(Waiter(id: id, continuation: continuation), past: seen)
                if let timeout { startTimer(for: id, timeout, sleep) }
            }
        } onCancel: {
            take(id)?.continuation.resume(throwing: CancellationError())
        }
    }

    private func register(_ waiter: Waiter, past seen: UInt64) {
        let answer: Result<Outcome, any Error>? = state.withLock { state in
            if state.count != seen { return .success(.rung) }
            // The handler may have run before the waiter stood in the list; then it found nothing.
            if Task.isCancelled { return .failure(CancellationError()) }
            state.waiters.append(waiter)
            return nil
        }
        if let answer { waiter.continuation.resume(with: answer) }
    }

    private func startTimer(for id: UInt64, _ timeout: Duration, _ sleep: @escaping Sleep) {
        let timer = Task {
            // Cancelled means: the waiter was woken by something else.
            guard (try? await sleep(timeout)) != nil else { return }
            take(id)?.continuation.resume(returning: .timedOut)
        }
        let kept = state.withLock { state in
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return false }
            state.waiters[index].timer = timer
            return true
        }
        if !kept { timer.cancel() }
    }

    private func take(_ id: UInt64) -> Waiter? {
        let waiter = state.withLock { state in
            state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
        }
        waiter?.timer?.cancel()
        return waiter
    }
}

/// How a back end waits for time to pass; injected, so that a simulation can hold the clock.
public typealias Sleep = @Sendable (Duration) async throws -> Void

extension Bell {
    /// Waits until it has rung at all, whatever happens to the task: for the end of threads that are sure to end.
    func waitForever() async {
        await Task.detached { [self] in
            // A detached task that nobody cancels: the wait cannot throw.
            _ = try? await wait(past: 0, timeout: nil, sleep: { _ in })
        }.value
    }
}
