import Domain
import Observability
import Testing

@testable import ShardRuntime

struct WorkBellTests {
    private let bell = WorkBell()
    private let clock = ManualClock()

    private func kommune(_ number: String) throws -> Organisasjonsnummer { try #require(Organisasjonsnummer(number)) }

    @Test func `a ring before the waiting is not lost, and without one the time ends it`() async throws {
        let (hamar, loeten) = (try kommune("970540008"), try kommune("964950679"))
        bell.ring(for: [hamar])
        let first = try await bell.next(atMost: .seconds(60), clock)
        #expect(first.contains(hamar) && !first.contains(loeten))
        let waiting = Task { try await bell.next(atMost: .seconds(60), clock) }
        await clock.waitForSleepers(1)
        clock.advance(by: .seconds(60))
        #expect(try await !waiting.value.contains(hamar))
        let cancelled = Task { try await bell.next(atMost: .seconds(60), clock) }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
    }

    @Test func `rings are gathered until somebody comes, and one for all is for each`() async throws {
        let (hamar, loeten) = (try kommune("970540008"), try kommune("964950679"))
        bell.ring(for: [hamar])
        bell.ring(for: [loeten])
        #expect(try await bell.next(atMost: .seconds(60), clock).kommuner == [hamar, loeten])
        bell.ringForAll()
        #expect(try await bell.next(atMost: .seconds(60), clock).contains(hamar))
    }

    @Test func `the end of an old wait wakes nobody who waits later`() async throws {
        bell.ringForAll()
        _ = try await bell.next(atMost: .seconds(1), clock)
        let waiting = Task { try await bell.next(atMost: .seconds(60), clock) }
        await clock.waitForSleepers(1)
        clock.advance(by: .seconds(59))
        bell.ring(for: [try kommune("970540008")])
        #expect(try await waiting.value.kommuner.count == 1)
    }

    @Test func `the time ends one wait after another, also between rings`() async throws {
        let clock = SystemClock()
        for round in 0..<20 {
            if round.isMultiple(of: 3) { bell.ringForAll() }
            _ = try await bell.next(atMost: .milliseconds(5), clock)
        }
    }
}
