import Domain
import Observability
import Synchronization

/// Tells the workers that a municipality has something to do. It only saves waiting: what is to be done stands in the store, and is found
/// there also when nobody rang.
final class WorkBell: Sendable {
    private struct State {
        var rung: Set<Organisasjonsnummer> = []
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Rings for a municipality.
    func ring(for kommune: Organisasjonsnummer) {
        let waiter = state.withLock { state in
            state.rung.insert(kommune)
            return Self.take(&state)
        }
        waiter?.resume()
    }

    /// Wakes whoever waits, for no municipality.
    func wake() { state.withLock { Self.take(&$0) }?.resume() }

    /// The municipalities it was rung for since the last time; waits for the next ring, at most so long. One waiter at a time.
    func next(atMost limit: Duration, time: any TimeSource) async -> Set<Organisasjonsnummer> {
        let timeout = Task {
            try await time.sleep(for: limit)
            self.wake()
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isNow = state.withLock { state -> Bool in
                    guard state.rung.isEmpty, !Task.isCancelled else { return true }
                    state.waiter = continuation
                    return false
                }
                if isNow { continuation.resume() }
            }
        } onCancel: {
            wake()
        }
        timeout.cancel()
        return state.withLock { state in
            defer { state.rung = [] }
            return state.rung
        }
    }

    private static func take(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        defer { state.waiter = nil }
        return state.waiter
    }
}
