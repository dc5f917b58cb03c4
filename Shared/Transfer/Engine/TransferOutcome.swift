import Synchronization

/// What a transfer comes to, settled once, and the task that waits for it.
final class TransferOutcome<Value: Sendable>: Sendable {
    typealias Waiter = CheckedContinuation<Result<Value, TransferError>, Never>

    private let state = Mutex<(waiter: Waiter?, result: Result<Value, TransferError>?)>((nil, nil))

    /// Resumes the waiter when settled, at once if it is. One waiter.
    func wait(_ waiter: Waiter) {
        let settled = state.withLock { state in
            if state.result == nil { state.waiter = waiter }
            return state.result
        }
        if let settled { waiter.resume(returning: settled) }
    }

    /// Settles it; the first one counts.
    func settle(_ result: Result<Value, TransferError>) {
        let waiter = state.withLock { state -> Waiter? in
            guard state.result == nil else { return nil }
            state.result = result
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: result)
    }
}
