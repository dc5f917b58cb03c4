import Observability
import Synchronization

/// Wakes one worker: rung by whoever has something for it. A ring while nobody waits is not lost.
final class WorkBell: Sendable {
    private struct State {
        var isRung = false
        var ticket: UInt64 = 0
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Wakes the worker.
    func ring() {
        let waiter = state.withLock { state in
            state.isRung = true
            return Self.take(&state)
        }
        waiter?.resume()
    }

    /// Returns at a ring, or after so long.
    ///
    /// - Throws: `CancellationError`.
    func wait(atMost duration: Duration, _ time: any TimeSource) async throws {
        try Task.checkCancellation()
        let ticket = state.withLock { state in
            state.ticket += 1
            return state.ticket
        }
        let alarm = Task {
            // Cancelled when the bell was first.
            try? await time.sleep(for: duration)
            wake(ticket)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.isRung || state.ticket != ticket { return true }
                    state.waiter = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            wake(ticket)
        }
        alarm.cancel()
        state.withLock { $0.isRung = false }
        try Task.checkCancellation()
    }

    /// Ends the waiting of that ticket, also when it has not begun yet.
    private func wake(_ ticket: UInt64) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.ticket == ticket else { return nil }
            state.ticket += 1
            return Self.take(&state)
        }
        waiter?.resume()
    }

    private static func take(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        defer { state.waiter = nil }
        return state.waiter
    }
}
