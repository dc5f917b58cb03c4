import CommitLog
import Synchronization

/// Bounds the bytes of appends under way: who finds no room waits, first come first served.
final class InFlightBytes: Sendable {
    private struct Waiter {
        let id: Int
        let bytes: Int
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var used = 0
        var waiters: [Waiter] = []
        var nextID = 0
        var cancelledEarly: Set<Int> = []
        var closed = false
    }

    private static let maximumWaitingAppends = 100_000

    private let limitBytes: Int
    private let state = Mutex(State())
    private let counters: Counters

    init(limitBytes: Int, counters: Counters) {
        self.limitBytes = limitBytes
        self.counters = counters
    }

    /// Waits for room. One append larger than the limit goes alone.
    ///
    /// - Throws: `CancellationError`, `.closed`, `.unavailable` when too many wait; nothing is taken then.
    func take(_ bytes: Int) async throws {
        let id = state.withLock { state -> Int? in
            if state.waiters.isEmpty, !state.closed, fits(bytes, state) {
                state.used += bytes
                return nil
            }
            state.nextID += 1
            return state.nextID
        }
        if let id { try await wait(id, bytes) }
        counters.inFlightBytes.count(bytes)
    }

    /// Gives room back.
    func giveBack(_ bytes: Int) {
        counters.inFlightBytes.count(-bytes)
        let ready = state.withLock { state in
            state.used -= bytes
            return admit(&state)
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    /// How many wait.
    var waiting: Int { state.withLock { $0.waiters.count } }

    /// Everybody who waits, and everybody who comes later, gets `.closed`.
    func close() {
        let waiters = state.withLock { state in
            state.closed = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(throwing: Self.closedError) }
    }

    private static let closedError = LogError(.closed, "the connection to Kafka is closed")

    private func fits(_ bytes: Int, _ state: State) -> Bool { state.used == 0 || state.used + bytes <= limitBytes }

    private func admit(_ state: inout State) -> [Waiter] {
        var ready: [Waiter] = []
        while let first = state.waiters.first, fits(first.bytes, state) {
            state.used += first.bytes
            ready.append(state.waiters.removeFirst())
        }
        return ready
    }

    private func wait(_ id: Int, _ bytes: Int) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue(Waiter(id: id, bytes: bytes, continuation: continuation))
            }
        } onCancel: {
            let waiter = state.withLock { state -> Waiter? in
                guard let index = state.waiters.firstIndex(where: { $0.id == id }) else {
                    state.cancelledEarly.insert(id)
                    return nil
                }
                return state.waiters.remove(at: index)
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
        // A cancellation that came after room was given leaves its mark behind.
        state.withLock { _ = $0.cancelledEarly.remove(id) }
    }

    private func enqueue(_ waiter: Waiter) {
        let (failure, ready) = state.withLock { state -> ((any Error)?, [Waiter]) in
            if state.closed { return (Self.closedError, []) }
            if state.cancelledEarly.remove(waiter.id) != nil { return (CancellationError(), []) }
            guard state.waiters.count < Self.maximumWaitingAppends else {
                return (LogError(.unavailable, "\(state.waiters.count) appends to Kafka already wait for room"), [])
            }
            state.waiters.append(waiter)
            // Room may have come between looking and queueing.
            return (nil, admit(&state))
        }
        if let failure { waiter.continuation.resume(throwing: failure) }
        for waiter in ready { waiter.continuation.resume() }
    }
}
