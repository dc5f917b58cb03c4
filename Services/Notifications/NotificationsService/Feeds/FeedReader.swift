import Domain
import ServiceKit
import Synchronization

/// Somebody who follows a feed: what waits for them, and how far they have come.
///
/// A reader is *behind* or *live*. Behind, it is caught up from the store; live, it is handed what happens. Whoever is too slow for the queue
/// is behind again and loses nothing.
final class FeedReader: Sendable {
    /// What there is to do next.
    enum Step: Sendable {
        /// Tell these.
        case tell([TellableHendelse])
        /// Read the store after this cursor.
        case catchUp(after: Int64?)
        /// Nothing is to be told any more.
        case over
    }

    private struct State {
        /// Everything up to here was told; nil before the store was asked where to begin.
        var cursor: Int64?
        var isBehind = true
        /// Whether something happened while it was behind: the store must be asked once more.
        var hasMissed = false
        var waiting: [TellableHendelse] = []
        var isOver = false
        var waiter: CheckedContinuation<Void, Never>?
        /// Since when it is being written to, and when something was last written.
        var writingSince: Duration?
        var lastWritten: Duration = .zero
    }

    let abonnement: SystemID
    let filter: Abonnementsfilter
    let principal: Principal
    private let limitWaiting: Int
    private let state: Mutex<State>

    init(_ abonnement: Abonnement, _ principal: Principal, after: Int64?, limitWaiting: Int) {
        (self.abonnement, filter, self.principal) = (abonnement.systemID, abonnement.filter, principal)
        self.limitWaiting = limitWaiting
        state = Mutex(State(cursor: after))
    }

    /// Hands over what happened, without waiting. Returns false when the reader has become too slow by this.
    @discardableResult
    func offer(_ tellable: TellableHendelse) -> Bool {
        guard filter.treffer(tellable.hendelse) else { return true }
        let (waiter, isKeepingUp) = state.withLock { state -> (CheckedContinuation<Void, Never>?, Bool) in
            if state.isOver || tellable.hendelse.nummer <= state.cursor ?? 0 { return (nil, true) }
            if state.isBehind {
                state.hasMissed = true
                return (nil, true)
            }
            guard state.waiting.count < limitWaiting else {
                (state.isBehind, state.waiting) = (true, [])
                return (Self.take(&state), false)
            }
            state.waiting.append(tellable)
            return (Self.take(&state), true)
        }
        waiter?.resume()
        return isKeepingUp
    }

    /// Waits for something to do.
    func next() async -> Step {
        while true {
            let step: Step? = state.withLock { state in
                if state.isOver { return .over }
                if state.isBehind {
                    state.hasMissed = false
                    return .catchUp(after: state.cursor)
                }
                guard let last = state.waiting.last else { return nil }
                defer { state.waiting = [] }
                state.cursor = last.hendelse.nummer
                return .tell(state.waiting)
            }
            if let step { return step }
            await withCheckedContinuation { continuation in
                let isNow = state.withLock { state in
                    guard !state.isOver, !state.isBehind, state.waiting.isEmpty else { return true }
                    state.waiter = continuation
                    return false
                }
                if isNow { continuation.resume() }
            }
        }
    }

    /// Everything up to a cursor was told out of the store; at its end the reader is live, unless something has happened meanwhile.
    func caughtUp(to cursor: Int64, isEnd: Bool) {
        state.withLock { state in
            state.cursor = max(cursor, state.cursor ?? 0)
            if isEnd, !state.hasMissed { state.isBehind = false }
        }
    }

    /// The store must be asked again.
    func fallBehind() {
        let waiter = state.withLock { state in
            if state.isOver { return nil as CheckedContinuation<Void, Never>? }
            (state.isBehind, state.hasMissed, state.waiting) = (true, true, [])
            return Self.take(&state)
        }
        waiter?.resume()
    }

    /// Nothing more is to be told.
    func end() {
        let waiter = state.withLock { state in
            state.isOver = true
            state.waiting = []
            return Self.take(&state)
        }
        waiter?.resume()
    }

    var isOver: Bool { state.withLock { $0.isOver } }

    /// Notes when writing begins and ends, on the clock of the watch.
    func writing(_ isWriting: Bool, at now: Duration) {
        state.withLock { state in
            state.writingSince = isWriting ? now : nil
            state.lastWritten = now
        }
    }

    /// How long the connection has taken nothing; nil when nothing waits for it.
    func stalled(at now: Duration) -> Duration? { state.withLock { $0.writingSince.map { now - $0 } } }

    /// Whether a heartbeat is due.
    func isQuiet(for interval: Duration, at now: Duration) -> Bool {
        state.withLock { $0.writingSince == nil && now - $0.lastWritten >= interval }
    }

    /// Notes a heartbeat.
    func beat(at now: Duration) { state.withLock { $0.lastWritten = now } }

    private static func take(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        defer { state.waiter = nil }
        return state.waiter
    }
}
