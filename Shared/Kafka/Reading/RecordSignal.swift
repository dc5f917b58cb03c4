import Synchronization

/// Says that there may be something to take. Raised by librdkafka's threads, awaited by the one task that reads.
///
/// A signal raised while nobody waits is kept, so none is lost between looking and waiting.
final class RecordSignal: Sendable {
    private struct State {
        var raised = false
        var waiting: CheckedContinuation<Bool, Never>?
        /// Which wait is under way, counted from 1.
        var wait = 0
        /// The last wait that was given up; it may not have begun to wait yet.
        var givenUp = 0
    }

    private let state = Mutex(State())

    /// Wakes the waiting task, or lets the next wait return at once. Never blocks and runs no foreign code: librdkafka holds a lock meanwhile.
    func raise() {
        let waiting = state.withLock { state in
            defer { state.waiting = nil }
            state.raised = state.waiting == nil
            return state.waiting
        }
        waiting?.resume(returning: true)
    }

    /// Waits until the signal is raised (true), or `limit` is over or the task cancelled (false).
    func wait(_ limit: Duration?) async -> Bool {
        let id = state.withLock { state in
            state.wait += 1
            return state.wait
        }
        let timer = limit.map { limit in
            Task.detached { [self] in
                // Fails only when cancelled: the signal came first.
                guard (try? await Task.sleep(for: limit)) != nil else { return }
                giveUp(id)
            }
        }
        defer { timer?.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let result = state.withLock { state -> Bool? in
                    if state.raised {
                        state.raised = false
                        return true
                    }
                    if state.givenUp == id { return false }
                    state.waiting = continuation
                    return nil
                }
                if let result { continuation.resume(returning: result) }
            }
        } onCancel: {
            giveUp(id)
        }
    }

    private func giveUp(_ id: Int) {
        let waiting = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard state.wait == id else { return nil }
            state.givenUp = id
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: false)
    }
}
