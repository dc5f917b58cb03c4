import Synchronization

extension TimeSource {
    /// Waits for something, but not longer than `limit`. What does not end when it is cancelled, a call to a disk that is gone, is left behind:
    /// nobody waits for it any more, and what it gives in the end is nobody's.
    ///
    /// - Throws: what `body` throws; `late` when the time is over; `CancellationError` at once when the task is cancelled.
    public func within<Value: Sendable>(
        _ limit: Duration, orThrow late: @autoclosure @escaping @Sendable () -> any Error,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let race = Race<Value>()
        return try await withTaskCancellationHandler {
            race.run(
                Task {
                    do { race.end(.success(try await body())) } catch { race.end(.failure(error)) }
                })
            race.run(
                Task {
                    // Cancelled when there is an outcome already.
                    do { try await sleep(for: limit) } catch { return }
                    race.end(.failure(late()))
                })
            return try await withCheckedThrowingContinuation { race.wait($0) }
        } onCancel: {
            race.end(.failure(CancellationError()))
        }
    }
}

/// The outcome of the first of several to have one.
private final class Race<Value: Sendable>: Sendable {
    private struct State {
        var outcome: Result<Value, any Error>?
        var waiting: CheckedContinuation<Value, any Error>?
        var runners: [Task<Void, Never>] = []
    }
    private let state = Mutex(State())

    func wait(_ continuation: CheckedContinuation<Value, any Error>) {
        let outcome = state.withLock { state in
            if state.outcome == nil { state.waiting = continuation }
            return state.outcome
        }
        if let outcome { continuation.resume(with: outcome) }
    }

    func run(_ task: Task<Void, Never>) {
        let isOver = state.withLock { state in
            state.runners.append(task)
            return state.outcome != nil
        }
        if isOver { task.cancel() }
    }

    func end(_ outcome: Result<Value, any Error>) {
        let (waiting, runners) = state.withLock { state -> (CheckedContinuation<Value, any Error>?, [Task<Void, Never>]) in
            guard state.outcome == nil else { return (nil, []) }
            state.outcome = outcome
            defer { state.waiting = nil }
            return (state.waiting, state.runners)
        }
        waiting?.resume(with: outcome)
        for runner in runners { runner.cancel() }
    }
}
