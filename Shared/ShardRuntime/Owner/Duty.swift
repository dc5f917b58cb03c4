import Synchronization

/// What an instance is to do with a partition just now.
public enum PartitionDuty: String, Sendable, Hashable {
    /// Nothing: as many partitions are followed as may be.
    case none
    /// Keep its stores warm.
    case follow
    /// Own it: claim as soon as the log is applied. Whoever owns already goes on, whatever its duty, until another has claimed.
    case own
}

/// The duty of one partition, which changes while its owner is at work.
final class DutyOrder: Sendable {
    private struct State {
        var duty: PartitionDuty
        var interrupt: (@Sendable () -> Void)?
    }
    private let state: Mutex<State>

    init(_ duty: PartitionDuty) { state = Mutex(State(duty: duty)) }

    var duty: PartitionDuty { state.withLock { $0.duty } }

    /// Gives another duty; what waits in `whileIt` is interrupted.
    func change(to duty: PartitionDuty) {
        let interrupt = state.withLock { state in
            guard state.duty != duty else { return nil as (@Sendable () -> Void)? }
            state.duty = duty
            return state.interrupt
        }
        interrupt?()
    }

    /// Interrupts what waits in `whileIt`: there is something to look at, though the duty is the same.
    func interrupt() { state.withLock { $0.interrupt }?() }

    /// Runs a body while the duty is `expected`; nil when it was interrupted before the body had ended, which is cancelled then.
    func whileIt<Value: Sendable>(
        is expected: PartitionDuty, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        let task = Task { try await body() }
        let isStill = state.withLock { state in
            state.interrupt = { task.cancel() }
            return state.duty == expected
        }
        defer { state.withLock { $0.interrupt = nil } }
        if !isStill { task.cancel() }
        do {
            return try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        } catch is CancellationError {
            try Task.checkCancellation()
            return nil
        }
    }
}
