public import Domain
import Synchronization

/// A clock that stands still until somebody moves it: for tests and for the deterministic simulation.
///
/// Sleepers wake in the order of their deadlines, and among equal deadlines in the order in which they lay down.
public final class ManualClock: TimeSource {
    private struct Sleeper {
        let deadline: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct Watcher {
        let count: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var elapsed: Duration = .zero
        var wallOffset: Duration = .zero
        var nextTicket: UInt64 = 0
        var sleepers: [UInt64: Sleeper] = [:]
        var watchers: [Watcher] = []
    }

    private let start: Tidspunkt
    private let state = Mutex(State())

    /// A clock that shows `start` (default 2026-01-01T00:00:00Z).
    public init(start: Tidspunkt = Tidspunkt(milliseconds: 1_767_225_600_000)) { self.start = start }

    /// The start, what was advanced, and what the wall clock was made to jump.
    public func now() -> Tidspunkt {
        let passed = state.withLock { $0.elapsed + $0.wallOffset }
        return Tidspunkt(milliseconds: start.milliseconds + passed.wholeMilliseconds)
    }

    /// What was advanced so far.
    public func elapsed() -> Duration { state.withLock { $0.elapsed } }

    /// Waits until the clock has been advanced so far; `CancellationError` when the task is cancelled.
    public func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        guard duration > .zero else { return }
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                lieDown(ticket, for: duration, continuation)
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: ticket) }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// How many tasks are asleep now.
    public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    /// Waits until at least so many tasks are asleep, so that a test can move the clock without a race.
    public func waitForSleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let enough = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append(Watcher(count: count, continuation: continuation))
                return false
            }
            if enough { continuation.resume() }
        }
    }

    /// Moves both clocks forward and wakes everyone whose time has come.
    public func advance(by duration: Duration) {
        precondition(duration >= .zero, "time does not go backwards; set the wall clock with jumpWallClock")
        let woken = state.withLock { state in
            state.elapsed += duration
            return ManualClock.takeDue(&state)
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Moves to the next deadline and wakes who waits for it; false when nobody sleeps.
    @discardableResult
    public func advanceToNextDeadline() -> Bool {
        let woken = state.withLock { state -> [Sleeper]? in
            guard let deadline = state.sleepers.values.map(\.deadline).min() else { return nil }
            state.elapsed = max(state.elapsed, deadline)
            return ManualClock.takeDue(&state)
        }
        for sleeper in woken ?? [] { sleeper.continuation.resume() }
        return woken != nil
    }

    /// Moves only the wall clock, forwards or backwards, as NTP or an administrator does.
    public func jumpWallClock(by duration: Duration) { state.withLock { $0.wallOffset += duration } }

    private func lieDown(_ ticket: UInt64, for duration: Duration, _ continuation: CheckedContinuation<Void, any Error>) {
        let ready = state.withLock { state -> [Watcher]? in
            // Cancelled before we got here: the handler has run and found nobody, so nobody would wake this one.
            if Task.isCancelled { return nil }
            state.sleepers[ticket] = Sleeper(deadline: state.elapsed + duration, continuation: continuation)
            let ready = state.watchers.filter { $0.count <= state.sleepers.count }
            state.watchers.removeAll { $0.count <= state.sleepers.count }
            return ready
        }
        guard let ready else { return continuation.resume(throwing: CancellationError()) }
        for watcher in ready { watcher.continuation.resume() }
    }

    private static func takeDue(_ state: inout State) -> [Sleeper] {
        let due = state.sleepers.filter { $0.value.deadline <= state.elapsed }
        for ticket in due.keys { state.sleepers[ticket] = nil }
        return due.sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }.map(\.value)
    }
}
