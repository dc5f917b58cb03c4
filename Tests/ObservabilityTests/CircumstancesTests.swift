import Domain
import Observability
import Testing

struct CircumstancesTests {
    @Test func `the system's clock goes forward and sleeping takes its time`() async throws {
        let clock = SystemClock()
        let before = clock.elapsed()
        try await clock.sleep(for: .milliseconds(5))
        #expect(clock.elapsed() - before >= .milliseconds(5))
        #expect(clock.now().dato >= Dato(daysSinceEpoch: 20_000))
    }

    @Test func `sleepers on the manual clock wake in the order of their deadlines`() async throws {
        let clock = ManualClock()
        let woken = Journal()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for seconds in [3, 1, 2] {
                group.addTask {
                    try await clock.sleep(for: .seconds(seconds))
                    woken.note(seconds)
                }
            }
            await clock.waitForSleepers(3)
            for expected in 1...3 {
                #expect(clock.advanceToNextDeadline())
                try await group.next()
                #expect(woken.entries == Array(1...expected))
            }
        }
        #expect(clock.elapsed() == .seconds(3))
        #expect(!clock.advanceToNextDeadline())
    }

    @Test func `the manual clock stands still until it is moved`() async throws {
        let start = Tidspunkt(milliseconds: 5_000)
        let clock = ManualClock(start: start)
        let task = Task { try await clock.sleep(for: .seconds(10)) }
        await clock.waitForSleepers(1)
        clock.advance(by: .seconds(9))
        #expect(clock.sleeperCount == 1)
        clock.advance(by: .seconds(1))
        try await task.value
        #expect(clock.now() == Tidspunkt(milliseconds: 15_000))
    }

    @Test func `a jump of the wall clock wakes nobody and leaves elapsed time alone`() async {
        let clock = ManualClock(start: Tidspunkt(milliseconds: 0))
        let task = Task { try await clock.sleep(for: .seconds(1)) }
        await clock.waitForSleepers(1)
        clock.jumpWallClock(by: .seconds(-3_600))
        #expect(clock.sleeperCount == 1)
        #expect(clock.elapsed() == .zero)
        #expect(clock.now() == Tidspunkt(milliseconds: -3_600_000))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(clock.sleeperCount == 0)
    }

    @Test func `a cancelled task does not fall asleep`() async {
        let clock = ManualClock()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await clock.sleep(for: .seconds(1))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `identifiers carry their time, version and variant`() throws {
        let clock = ManualClock(start: Tidspunkt(milliseconds: 0x0123_4567_89AB))
        let id = TimeOrderedIdentifiers(time: clock, random: .seeded(1)).next().rawValue
        #expect(id.hasPrefix("01234567-89ab-7"))
        let variant = try #require(id.dropFirst(19).first)
        #expect("89ab".contains(variant))
    }

    @Test func `identifiers rise also within a millisecond and when the clock goes back`() {
        let clock = ManualClock()
        let source = TimeOrderedIdentifiers(time: clock, random: .seeded(2))
        var all = (0..<10_000).map { _ in source.next() }
        clock.jumpWallClock(by: .seconds(-60))
        all += (0..<100).map { _ in source.next() }
        clock.jumpWallClock(by: .seconds(120))
        all += (0..<100).map { _ in source.next() }
        #expect(zip(all, all.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `two processes that start in the same millisecond give different identifiers`() {
        let clock = ManualClock()
        let one = TimeOrderedIdentifiers(time: clock, random: .seeded(1))
        let other = TimeOrderedIdentifiers(time: clock, random: .seeded(2))
        let all = (0..<1_000).flatMap { _ in [one.next(), other.next()] }
        #expect(Set(all).count == 2_000)
    }

    @Test func `counted identifiers are 1, 2, 3 and families never meet`() {
        let source = CountedIdentifiers()
        #expect(source.next().rawValue == "00000000-0000-0000-0000-000000000001")
        #expect(source.next().rawValue == "00000000-0000-0000-0000-000000000002")
        #expect(CountedIdentifiers(family: 1).next().rawValue == "00000000-0000-0001-0000-000000000001")
    }

    @Test func `durations in milliseconds and seconds`() {
        #expect(Duration.microseconds(2_500).wholeMilliseconds == 2)
        #expect(Duration.milliseconds(-1_500).wholeMilliseconds == -1_500)
        #expect(Duration.milliseconds(1_250).inSeconds == 1.25)
    }
}
