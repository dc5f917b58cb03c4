import CommitLog
import Testing

@testable import Kafka

@Suite struct InFlightBytesTests {
    private let room = InFlightBytes(limitBytes: 100, counters: Counters())

    @Test func `who finds no room waits until there is some, first come first served`() async throws {
        try await room.take(60)
        let order = Order()
        let second = Task {
            try await room.take(50); await order.note("second")
        }
        try await waitUntil { room.waiting == 1 }
        let third = Task {
            try await room.take(10); await order.note("third")
        }
        try await waitUntil { room.waiting == 2 }
        // There would be room for the third now, but the second came first.
        room.giveBack(60)
        try await second.value
        try await third.value
        #expect(await order.names.contains("second"))
        #expect(room.waiting == 0)
    }

    @Test func `one append larger than the limit goes alone`() async throws {
        try await room.take(1000)
        let next = Task { try await room.take(1) }
        try await waitUntil { room.waiting == 1 }
        room.giveBack(1000)
        try await next.value
    }

    @Test func `cancelling a waiting append takes nothing`() async throws {
        try await room.take(100)
        let waiting = Task { try await room.take(10) }
        try await waitUntil { room.waiting == 1 }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        room.giveBack(100)
        try await room.take(100)
    }

    @Test func `closing refuses those who wait and those who come`() async throws {
        try await room.take(100)
        let waiting = Task { try await room.take(10) }
        try await waitUntil { room.waiting == 1 }
        room.close()
        #expect(await #expect(throws: LogError.self) { try await waiting.value }?.code == .closed)
        #expect(await #expect(throws: LogError.self) { try await room.take(1) }?.code == .closed)
    }

    private actor Order {
        var names: [String] = []
        func note(_ name: String) { names.append(name) }
    }
}

/// Waits until `condition` holds; the test's time limit is its end.
func waitUntil(_ condition: () async throws -> Bool) async throws {
    while try await !condition() { try await Task.sleep(for: .milliseconds(10)) }
}
