import Observability
import Testing

/// What is waited for no longer than so.
@Suite struct TimeLimitTests {
    private struct Late: Error {}

    @Test func `an answer in time is the answer, also when it is an error`() async throws {
        let time = SystemClock()
        #expect(try await time.within(.seconds(60), orThrow: Late()) { 7 } == 7)
        struct Other: Error {}
        await #expect(throws: Other.self) { try await time.within(.seconds(60), orThrow: Late()) { throw Other() } }
    }

    @Test func `what does not end when it is cancelled holds nobody up`() async throws {
        let gate = AsyncStream<Void>.makeStream()
        let stuck = Task { for await _ in gate.stream { break } }
        await #expect(throws: Late.self) {
            try await SystemClock().within(.milliseconds(20), orThrow: Late()) { await stuck.value }
        }
        gate.continuation.yield()
        await stuck.value
    }

    @Test func `who is cancelled waits no longer`() async throws {
        let gate = AsyncStream<Void>.makeStream()
        let stuck = Task { for await _ in gate.stream { break } }
        let asking = Task { try await SystemClock().within(.seconds(600), orThrow: Late()) { await stuck.value } }
        asking.cancel()
        let outcome = await asking.result
        #expect(throws: CancellationError.self) { try outcome.get() }
        gate.continuation.yield()
        await stuck.value
    }
}
