import Synchronization

/// A result that arrives once, from any thread, for the tasks that wait for it.
final class OneResult<Value: Sendable>: Sendable {
    private struct Waiter {
        let continuation: CheckedContinuation<Result<Value, any Error>?, Never>
        let timer: Task<Void, Never>?
    }

    private struct State {
        var result: Result<Value, any Error>?
        var waiters: [Int: Waiter] = [:]
        var nextID = 0
    }

    private let state = Mutex(State())

    /// Sets the result; the first one counts.
    func set(_ result: Result<Value, any Error>) {
        let waiters = state.withLock { state -> [Waiter] in
            guard state.result == nil else { return [] }
            state.result = result
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters {
            waiter.timer?.cancel()
            waiter.continuation.resume(returning: result)
        }
    }

    /// Waits for the result.
    func value() async throws -> Value {
        while true {
            if let result = await wait(nil) { return try result.get() }
        }
    }

    /// Waits for the result, but no longer than `limit`; nil means that it has not come by then.
    func value(within limit: Duration) async throws -> Value? {
        try await wait(limit)?.get()
    }

    private func wait(_ limit: Duration?) async -> Result<Value, any Error>? {
        await withCheckedContinuation { continuation in
            let arrived = state.withLock { state -> Result<Value, any Error>? in
                if let result = state.result { return result }
                let id = state.nextID
                state.nextID += 1
                state.waiters[id] = Waiter(continuation: continuation, timer: limit.map { timer(id, $0) })
                return nil
            }
            if let arrived { continuation.resume(returning: arrived) }
        }
    }

    private func timer(_ id: Int, _ limit: Duration) -> Task<Void, Never> {
        Task.detached { [self] in
            // Fails only when cancelled: the result was there first.
            guard (try? await Task.sleep(for: limit)) != nil else { return }
            let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
            waiter?.continuation.resume(returning: nil)
        }
    }
}
