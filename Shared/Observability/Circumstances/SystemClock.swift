public import Domain
import Glibc

/// The machine's clock.
public struct SystemClock: TimeSource {
    /// The machine's clock; it has no state.
    public init() {}

    /// The wall clock, as NTP keeps it.
    public func now() -> Tidspunkt {
        let time = SystemClock.read(CLOCK_REALTIME)
        return Tidspunkt(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Time since the machine started, also while it was suspended.
    public func elapsed() -> Duration {
        // BOOTTIME counts a suspended machine too: a lease that ran out while the machine slept has run out.
        let time = SystemClock.read(CLOCK_BOOTTIME)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }

    /// Waits so long; `CancellationError` when the task is cancelled.
    public func sleep(for duration: Duration) async throws {
        guard duration > .zero else { return try Task.checkCancellation() }
        try await Task.sleep(for: duration, clock: .continuous)
    }

    private static func read(_ clock: clockid_t) -> timespec {
        var time = timespec()
        let result = clock_gettime(clock, &time)
        precondition(result == 0, "clock_gettime cannot fail for a clock that every Linux has")
        return time
    }
}
