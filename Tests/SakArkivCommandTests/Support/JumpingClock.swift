import Domain
import Observability
import Synchronization

/// A clock on which waiting takes no time: it jumps to where the sleeper wants to be.
final class JumpingClock: TimeSource {
    private let time = Mutex(Duration.zero)

    func now() -> Tidspunkt { Tidspunkt(milliseconds: 1_767_225_600_000 + elapsed().wholeMilliseconds) }

    func elapsed() -> Duration { time.withLock { $0 } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        time.withLock { $0 += duration }
        await Task.yield()
    }
}
