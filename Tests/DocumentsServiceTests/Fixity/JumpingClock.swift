import Domain
import Observability
import Synchronization

/// A clock in which every wait is over at once, and has taken its time.
final class JumpingClock: TimeSource {
    private let passed = Mutex(Duration.zero)
    private let start: Tidspunkt

    init(start: Tidspunkt) { self.start = start }

    func now() -> Tidspunkt {
        let passed = passed.withLock { $0 }
        return Tidspunkt(
            milliseconds: start.milliseconds + passed.components.seconds * 1_000 + passed.components.attoseconds / 1_000_000_000_000_000)
    }

    func elapsed() -> Duration { passed.withLock { $0 } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        if duration > .zero { passed.withLock { $0 += duration } }
    }
}
