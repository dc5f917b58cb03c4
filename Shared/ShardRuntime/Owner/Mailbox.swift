import CommitLog
import Synchronization

/// An input with the caller who waits for its outcome, if any.
struct QueuedInput: Sendable {
    let input: ShardInput
    let reply: Reply?
}

/// A caller who waits. The first answer counts: what failed after it was answered must not answer again.
final class Reply: Sendable {
    private let waiting: Mutex<CheckedContinuation<Result<ShardDecision, CommandFailure>, Never>?>

    init(_ continuation: CheckedContinuation<Result<ShardDecision, CommandFailure>, Never>) { waiting = Mutex(continuation) }

    /// True when the caller has got an answer and waits no more.
    var isAnswered: Bool { waiting.withLock { $0 == nil } }

    func callAsFunction(_ result: Result<ShardDecision, CommandFailure>) {
        let continuation = waiting.withLock { take(&$0) }
        continuation?.resume(returning: result)
    }
}

/// What an owner waits for: inputs, records of its commit log, or the end. Bounded: feeders wait for room.
final class Mailbox: Sendable {
    private struct State {
        var inputs: [QueuedInput] = []
        var taken = 0
        var inputBytes = 0
        /// How many of the inputs have a caller, and their bytes.
        var callers = 0
        var callerBytes = 0
        var arrivals: [LogRecord] = []
        var failure: (any Error)?
        /// The round that waits for the log, counted; nil between rounds.
        var turn: UInt64?
        var lastTurn: UInt64 = 0
        /// True while a round waits longer than callers may.
        var isSilent = false
        var waiter: CheckedContinuation<Void, Never>?
        var waiting: [CheckedContinuation<Void, Never>] = []

        var inputCount: Int { inputs.count - taken }
    }

    private let limits: OwnerLimits
    private let state = Mutex(State())

    init(limits: OwnerLimits) { self.limits = limits }

    /// What became of an offer.
    enum Offer {
        case taken
        case full
        /// The log does not answer just now.
        case silent
        case ended
    }

    /// Puts a caller's input in when there is room for callers. What feeders have put there, a log that is being caught up with, refuses nobody.
    func offer(_ item: QueuedInput) -> Offer {
        let (offer, waiter) = state.withLock { state -> (Offer, CheckedContinuation<Void, Never>?) in
            if state.failure != nil { return (.ended, nil) }
            if state.isSilent { return (.silent, nil) }
            guard state.callers < limits.queuedCallers, state.callerBytes < limits.queuedCallerBytes else { return (.full, nil) }
            return (.taken, add([item], to: &state))
        }
        waiter?.resume()
        return offer
    }

    /// Puts inputs in, waiting for room first.
    ///
    /// - Throws: What `end` was called with.
    func put(_ items: [QueuedInput]) async throws {
        while true {
            let (done, waiter) = try state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
                if let failure = state.failure { throw failure }
                guard hasRoom(state) else { return (false, nil) }
                return (true, add(items, to: &state))
            }
            waiter?.resume()
            if done { return }
            await withCheckedContinuation { continuation in
                let resumeNow = state.withLock { state in
                    if state.failure != nil || hasRoom(state) { return true }
                    state.waiting.append(continuation)
                    return false
                }
                if resumeNow { continuation.resume() }
            }
        }
    }

    /// Hands over records of the commit log.
    func deliver(_ records: [LogRecord]) {
        let waiter = state.withLock { state in
            state.arrivals.append(contentsOf: records)
            return take(&state.waiter)
        }
        waiter?.resume()
    }

    /// Ends it: whoever waits is woken, later inputs are refused with this error. The first end counts.
    func end(_ error: any Error) {
        let continuations = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            if state.failure == nil { state.failure = error }
            let all = state.waiting + (take(&state.waiter).map { [$0] } ?? [])
            state.waiting = []
            return all
        }
        for continuation in continuations { continuation.resume() }
    }

    /// Returns when there is something to take.
    ///
    /// - Throws: What `end` was called with.
    func wait() async throws {
        await withCheckedContinuation { continuation in
            let resumeNow = state.withLock { state in
                if state.failure != nil || state.inputCount > 0 || !state.arrivals.isEmpty { return true }
                state.waiter = continuation
                return false
            }
            if resumeNow { continuation.resume() }
        }
        try state.withLock { state in if let failure = state.failure { throw failure } }
    }

    /// Returns when a record of the commit log has arrived; inputs stay where they are.
    ///
    /// - Throws: What `end` was called with.
    func waitForArrivals() async throws -> [LogRecord] {
        while true {
            let arrived = try state.withLock { state -> [LogRecord] in
                if let failure = state.failure { throw failure }
                return take(&state.arrivals)
            }
            if !arrived.isEmpty { return arrived }
            await withCheckedContinuation { continuation in
                let resumeNow = state.withLock { state in
                    if state.failure != nil || !state.arrivals.isEmpty { return true }
                    state.waiter = continuation
                    return false
                }
                if resumeNow { continuation.resume() }
            }
        }
    }

    /// The records of the commit log that have arrived.
    func takeArrivals() -> [LogRecord] { state.withLock { take(&$0.arrivals) } }

    /// The oldest inputs, up to a round's limits.
    func takeInputs() -> [QueuedInput] {
        let (items, waiting) = state.withLock { state -> ([QueuedInput], [CheckedContinuation<Void, Never>]) in
            var end = state.taken
            var bytes = 0
            while end < state.inputs.count, end - state.taken < limits.roundInputs, bytes < limits.roundBytes {
                bytes += state.inputs[end].input.bytes
                end += 1
            }
            let items = Array(state.inputs[state.taken..<end])
            state.inputBytes -= bytes
            for item in items where item.reply != nil {
                state.callers -= 1
                state.callerBytes -= item.input.bytes
            }
            state.taken = end
            if state.taken == state.inputs.count {
                state.inputs.removeAll(keepingCapacity: true)
                state.taken = 0
            }
            let waiting = hasRoom(state) ? state.waiting : []
            if !waiting.isEmpty { state.waiting = [] }
            return (items, waiting)
        }
        for continuation in waiting { continuation.resume() }
        return items
    }

    /// Whatever is left after the end, so that nobody waits for ever.
    func drain() -> [QueuedInput] {
        state.withLock { state in
            let rest = Array(state.inputs[state.taken...])
            state.inputs = []
            state.taken = 0
            (state.inputBytes, state.callers, state.callerBytes) = (0, 0, 0)
            return rest
        }
    }

    /// A round begins to wait for the log.
    func waits() -> UInt64 {
        state.withLock { state in
            state.lastTurn += 1
            state.turn = state.lastTurn
            return state.lastTurn
        }
    }

    /// The log has answered the round that waited, or it has failed.
    func answered() { state.withLock { ($0.turn, $0.isSilent) = (nil, false) } }

    /// Takes no callers until the round that waits is answered; returns those that wait behind it. Nil when that round waits no more.
    func fallSilent(in turn: UInt64) -> [Reply]? {
        state.withLock { state in
            guard state.turn == turn else { return nil }
            state.isSilent = true
            return state.inputs[state.taken...].compactMap(\.reply)
        }
    }

    /// True while a round waits for the log longer than callers may.
    var isSilent: Bool { state.withLock { $0.isSilent } }

    /// How many inputs wait.
    var count: Int { state.withLock { $0.inputCount } }

    private func hasRoom(_ state: State) -> Bool { state.inputCount < limits.queuedInputs && state.inputBytes < limits.queuedBytes }

    private func add(_ items: [QueuedInput], to state: inout State) -> CheckedContinuation<Void, Never>? {
        state.inputs.append(contentsOf: items)
        for item in items {
            state.inputBytes += item.input.bytes
            guard item.reply != nil else { continue }
            state.callers += 1
            state.callerBytes += item.input.bytes
        }
        return take(&state.waiter)
    }
}

/// The value, leaving nothing behind.
private func take<Value>(_ value: inout Value?) -> Value? {
    defer { value = nil }
    return value
}

/// The elements, leaving none behind.
private func take<Element>(_ values: inout [Element]) -> [Element] {
    defer { values = [] }
    return values
}
