public import Domain
public import Observability
import Synchronization

/// Tells a worker which municipalities have something to do. It only saves waiting: what is to be done stands in the store, and is found there also
/// when nobody rang. A ring while nobody waits is not lost.
public final class WorkBell: Sendable {
    private struct State {
        var rung: Set<Organisasjonsnummer> = []
        var isForAll = false
        var waiter: CheckedContinuation<Void, Never>?
        /// Tells one wait from the next, so that the end of an old one wakes nobody.
        var turn: UInt64 = 0
    }

    /// What a bell was rung for.
    public struct Rung: Sendable {
        /// Single municipalities.
        public var kommuner: Set<Organisasjonsnummer>
        /// Every municipality.
        public var isForAll: Bool

        /// For these.
        public init(kommuner: Set<Organisasjonsnummer>, isForAll: Bool = false) { (self.kommuner, self.isForAll) = (kommuner, isForAll) }

        /// Whether it was rung for this one.
        public func contains(_ kommune: Organisasjonsnummer) -> Bool { isForAll || kommuner.contains(kommune) }
    }

    private let state = Mutex(State())

    /// A bell that nobody has rung.
    public init() {}

    /// A bell that every commit rings.
    public init(_ signal: CommitSignal) { signal.listen { [self] in ring(for: $0) } }

    /// Rings for some municipalities.
    public func ring(for kommuner: Set<Organisasjonsnummer>) { ring { $0.rung.formUnion(kommuner) } }

    /// Rings for every municipality.
    public func ringForAll() { ring { $0.isForAll = true } }

    private func ring(_ note: (inout State) -> Void) {
        let waiter = state.withLock { state in
            note(&state)
            return Self.take(&state)
        }
        waiter?.resume()
    }

    /// What it was rung for since the last time; waits for the next ring, at most so long. One waiter at a time.
    ///
    /// - Throws: `CancellationError`.
    public func next(atMost limit: Duration, _ time: any TimeSource) async throws -> Rung {
        try Task.checkCancellation()
        let turn = state.withLock { state in
            state.turn += 1
            return state.turn
        }
        let timeout = Task {
            // Cancelled when the bell was first.
            try await time.sleep(for: limit)
            wake(turn)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isNow = state.withLock { state -> Bool in
                    guard state.rung.isEmpty, !state.isForAll, state.turn == turn else { return true }
                    state.waiter = continuation
                    return false
                }
                if isNow { continuation.resume() }
            }
        } onCancel: {
            wake(turn)
        }
        timeout.cancel()
        try Task.checkCancellation()
        return state.withLock { state in
            defer { (state.rung, state.isForAll) = ([], false) }
            return Rung(kommuner: state.rung, isForAll: state.isForAll)
        }
    }

    /// Ends that wait, also when it has not begun yet.
    private func wake(_ turn: UInt64) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.turn == turn else { return nil }
            state.turn += 1
            return Self.take(&state)
        }
        waiter?.resume()
    }

    private static func take(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        defer { state.waiter = nil }
        return state.waiter
    }
}
