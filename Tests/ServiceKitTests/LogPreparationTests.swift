import CommitLog
import Observability
import Testing

@testable import ServiceKit

/// The first look at the log, which may take as long as the log is away.
@Suite struct LogPreparationTests {
    private let clock = ManualClock()
    private let lines = CapturedLog()
    private var preparation: LogPreparation { LogPreparation(time: clock, logger: Logger(service: "registry", sink: lines)) }

    /// Lets the clock run until a task has come to its end.
    private func outcome<Value: Sendable>(of task: Task<Value, any Error>) async -> Result<Value, any Error> {
        let running = Task {
            while !Task.isCancelled {
                clock.advance(by: .seconds(1))
                await Task.yield()
            }
        }
        defer { running.cancel() }
        return await task.result
    }

    @Test func `what is done at once is not waited for`() async throws {
        let preparation = preparation
        preparation.begin {}
        #expect(try await preparation.isDone(within: LogPreparation.limitWait))
        #expect(preparation.isDone)
        try await preparation.wait()
    }

    @Test func `a log that is away is waited for no longer than said, and the look goes on`() async throws {
        let preparation = preparation
        let gate = AsyncStream<Void>.makeStream()
        preparation.begin { for await _ in gate.stream { break } }
        preparation.waits(because: LogError(.unavailable, "nobody is there"))
        let asked = Task { try await preparation.isDone(within: .seconds(3)) }
        #expect(try await outcome(of: asked).get() == false)
        #expect(!preparation.isDone && preparation.reason == "nobody is there")
        gate.continuation.yield()
        try await preparation.wait()
        #expect(preparation.isDone)
    }

    @Test func `who waits learns why it failed, and that it was ended`() async throws {
        let failed = preparation
        failed.begin { throw StartRefusal("topic_mismatch", "x", exitCode: .configuration) }
        await #expect(throws: StartRefusal.self) { try await failed.wait() }
        let ended = preparation
        ended.begin { try await Task.sleep(for: .seconds(600)) }
        ended.cancel()
        await #expect(throws: CancellationError.self) { try await ended.wait() }
    }
}
