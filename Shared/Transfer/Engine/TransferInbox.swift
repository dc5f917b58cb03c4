import CCurl
import Synchronization

/// What tasks ask of the engine's thread.
final class TransferInbox: Sendable {
    enum Command: Sendable {
        case start(RunningTransfer)
        case cancel(RunningTransfer)
        case resume(RunningTransfer)
    }

    /// `@unchecked Sendable`: of all of libcurl's functions only `curl_multi_wakeup` is called on it outside the engine's thread,
    /// which is allowed, and under this inbox's lock, so that it is not called on a handle that is gone.
    struct Multi: @unchecked Sendable {
        let pointer: UnsafeMutableRawPointer
    }

    private struct State {
        var multi: Multi?
        var commands: [Command] = []
        var transferCount = 0
        var isShutDown = false
        var completions: [@Sendable () -> Void] = []
    }

    private let state: Mutex<State>
    private let maximumTransfers: Int

    init(_ multi: Multi?, maximumTransfers: Int) {
        state = Mutex(State(multi: multi))
        self.maximumTransfers = maximumTransfers
    }

    /// Puts a transfer in; an error when it is not taken.
    func start(_ transfer: RunningTransfer) -> TransferError? {
        state.withLock { state in
            if state.isShutDown { return TransferError(.shutDown, "the client was shut down") }
            guard let multi = state.multi else { return TransferError(.failed, "libcurl did not start") }
            guard state.transferCount < maximumTransfers else {
                return TransferError(.tooManyTransfers, "\(maximumTransfers) transfers are under way")
            }
            state.transferCount += 1
            state.commands.append(.start(transfer))
            curl_multi_wakeup(multi.pointer)
            return nil
        }
    }

    /// Tells the thread about a transfer it may have.
    func tell(_ command: Command) {
        state.withLock { state in
            guard let multi = state.multi else { return }
            state.commands.append(command)
            curl_multi_wakeup(multi.pointer)
        }
    }

    /// Nothing is taken any more. The completion runs when the thread has ended, at once if it has.
    func shutDown(_ completion: (@Sendable () -> Void)?) {
        let isOver = state.withLock { state in
            state.isShutDown = true
            guard let multi = state.multi else { return true }
            if let completion { state.completions.append(completion) }
            curl_multi_wakeup(multi.pointer)
            return false
        }
        if isOver { completion?() }
    }

    // MARK: - The engine's thread

    /// What was asked since the last time, and whether to end.
    func take() -> (commands: [Command], isShutDown: Bool) {
        state.withLock { state in
            defer { state.commands = [] }
            return (state.commands, state.isShutDown)
        }
    }

    func transferEnded() { state.withLock { $0.transferCount -= 1 } }

    /// The thread is about to free libcurl's handle: nobody wakes it from now on.
    func close() -> [@Sendable () -> Void] {
        state.withLock { state in
            state.multi = nil
            defer { state.completions = [] }
            return state.completions
        }
    }
}
