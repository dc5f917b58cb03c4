import CommitLog
import Domain
import ShardRuntime
import Synchronization
import Testing

@Suite struct FencingTests {
    @Test func `a zombie owner that wakes up after another has claimed changes nothing and steps down`() async throws {
        let installation = try await Installation()
        let handle = installation.log.anotherHandle()
        let commits = TopicPartition(installation.topics.commits("counter"), 0)
        // The first owner's append hangs on its way and lands only after the second owner is at work.
        let stuck = Mutex(false)
        handle.setFaults(
            AppendFateRule { records, place in
                guard place == commits, records.contains(where: { $0.headers.contains { $0.value == Array("commit".utf8) } }) else {
                    return .lands
                }
                return stuck.withLock { stuck in
                    defer { stuck = true }
                    return stuck ? .fails(LogError(.unavailable, "gone")) : .landsLater
                }
            })
        let zombie = installation.start(try installation.owner("zombie", handle: handle))
        try await installation.command(["a"])
        try await eventually { stuck.withLock { $0 } }
        handle.setReachable(false)
        installation.start(try installation.owner("second"))
        _ = try await installation.receipts(for: ["a"])
        #expect(try handle.landDelayed(at: commits).count == 1)
        try await installation.command(["b"])
        try await installation.expectExactlyOnce(["a", "b"])
        zombie.cancel()
        await installation.end()
    }

    @Test func `two instances that both believe to have the partition give every number once`() async throws {
        let installation = try await Installation()
        installation.start(try installation.owner("left"))
        installation.start(try installation.owner("right"))
        let names = (1...60).map { "n\($0)" }
        for part in stride(from: 0, to: 60, by: 6) {
            try await installation.command(Array(names[part..<part + 6]))
            try await Task.sleep(for: .milliseconds(5))
        }
        try await installation.expectExactlyOnce(names)
        await installation.end()
    }

    @Test func `an append that landed although it reported failure is counted once`() async throws {
        let installation = try await Installation()
        let handle = installation.log.anotherHandle()
        let commits = TopicPartition(installation.topics.commits("counter"), 0)
        let appends = Mutex(0)
        handle.setFaults(
            AppendFateRule { _, place in
                guard place == commits else { return .lands }
                let number = appends.withLock { count in
                    count += 1
                    return count
                }
                return number % 3 == 0 ? .landsUnreported : .lands
            })
        installation.start(try installation.owner("first", handle: handle))
        let names = (1...30).map { "n\($0)" }
        for name in names {
            try await installation.command([name])
            try await Task.sleep(for: .milliseconds(1))
        }
        try await installation.expectExactlyOnce(names)
        await installation.end()
    }

    @Test func `an append of which only the first records landed is completed after a new claim`() async throws {
        let installation = try await Installation()
        let handle = installation.log.anotherHandle()
        let commits = TopicPartition(installation.topics.commits("counter"), 0)
        let done = Mutex(false)
        handle.setFaults(
            AppendFateRule { records, place in
                guard place == commits, records.count > 3 else { return .lands }
                return done.withLock { done in
                    defer { done = true }
                    return done ? .lands : .landsPartly(first: 2)
                }
            })
        let names = (1...10).map { "n\($0)" }
        try await installation.command(names)
        installation.start(try installation.owner("first", handle: handle))
        try await installation.expectExactlyOnce(names)
        #expect(done.withLock { $0 })
        await installation.end()
    }

    @Test func `while the log is away nothing is answered, and when it is back everything is`() async throws {
        let installation = try await Installation()
        let handle = installation.log.anotherHandle()
        installation.start(try installation.owner("first", handle: handle))
        try await installation.answer(["before"])
        handle.setReachable(false)
        try await installation.command(["during"])
        try await Task.sleep(for: .milliseconds(50))
        #expect(try installation.history().count == 1)
        handle.setReachable(true)
        try await installation.expectExactlyOnce(["before", "during"])
        await installation.end()
    }
}
