import Synchronization

/// What a transfer comes to, settled once, and the task that waits for it. It does not keep what it has handed over: a streamed body
/// whose reader is gone must go too.
final class TransferOutcome<Value: Sendable>: Sendable {
    typealias Waiter = CheckedContinuation<Result<Value, TransferError>, Never>

    private enum State {
        case open
        case waiting(Waiter)
        case settled(Result<Value, TransferError>)
        case handedOver
    }

    private let state = Mutex(State.open)

    /// Resumes the waiter when settled, at once if it is. One waiter, once.
    func wait(_ waiter: Waiter) {
        let settled = state.withLock { state -> Result<Value, TransferError>? in
            if case .settled(let result) = state {
                state = .handedOver
                return result
            }
            state = .waiting(waiter)
            return nil
        }
        if let settled { waiter.resume(returning: settled) }
    }

    /// Settles it; the first one counts.
    func settle(_ result: Result<Value, TransferError>) {
        let waiter = state.withLock { state -> Waiter? in
            switch state {
            case .open:
                state = .settled(result)
                return nil
            case .waiting(let waiter):
                state = .handedOver
                return waiter
            case .settled, .handedOver: return nil
            }
        }
        waiter?.resume(returning: result)
    }
}
