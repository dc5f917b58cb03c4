import CommitLog
import Observability
import ShardRuntime
import Testing

@testable import RegistryService

/// How long a partner has waited for a receipt is known to the end of the message's way.
@Suite struct UnansweredTests {
    private let place = TopicPartition("sakarkiv.inbound.byggsak", 0)

    /// Figures of one partition, and the hand on what is answered.
    private func figures(_ clock: ManualClock) -> (IntakeFigures, Answered) {
        let answered = Answered()
        answered.upTo.withLock { $0 = 0 }
        let figures = IntakeFigures(time: clock) { _ in answered.upTo.withLock { $0 } }
        figures.began(.inbound(IntakeBench.partner, Topics(partitions: 1)), 0, PositionNote(position: 0), end: 0)
        return (figures, answered)
    }

    private func oldest(_ figures: IntakeFigures) -> Double? { figures.all.first.map { figures.oldestSeconds($0.figure) } }

    @Test func `a message that is handed on waits until its receipt is delivered`() throws {
        let clock = ManualClock()
        clock.advance(by: .seconds(1_000))
        let (figures, answered) = figures(clock)
        for end in [Offset(3), 7] {
            let now = clock.now().milliseconds
            figures.took(place, writtenAt: now)
            figures.appended(place, to: 2, end: end, writtenAt: now)
            figures.handedOn(place, to: end, writtenAt: now)
            clock.advance(by: .seconds(60))
        }
        #expect(oldest(figures) == 120)
        answered.upTo.withLock { $0 = 2 }
        #expect(oldest(figures) == 120)
        answered.upTo.withLock { $0 = 3 }
        #expect(oldest(figures) == 60)
        answered.upTo.withLock { $0 = 7 }
        #expect(oldest(figures) == 0)
    }

    @Test func `the age goes on when the partition is begun again, and more messages than are kept apart lose nobody`() throws {
        let clock = ManualClock()
        clock.advance(by: .seconds(1_000))
        let (figures, answered) = figures(clock)
        for end in 1...Offset(1_500) {
            figures.appended(place, to: 0, end: end, writtenAt: clock.now().milliseconds)
            clock.advance(by: .milliseconds(10))
        }
        figures.began(.inbound(IntakeBench.partner, Topics(partitions: 1)), 0, PositionNote(position: 1_500), end: 1_500)
        #expect(oldest(figures) == 15)
        answered.upTo.withLock { $0 = 1_499 }
        #expect((oldest(figures) ?? 0) > 0)
        answered.upTo.withLock { $0 = 1_500 }
        #expect(oldest(figures) == 0)
    }

    @Test func `where nobody says what is answered, only what is not handed on counts`() throws {
        let clock = ManualClock()
        clock.advance(by: .seconds(1_000))
        let (figures, answered) = figures(clock)
        answered.upTo.withLock { $0 = nil }
        figures.appended(place, to: 0, end: 1, writtenAt: clock.now().milliseconds)
        clock.advance(by: .seconds(60))
        #expect(oldest(figures) == 0)
    }
}
