import Observability
import Testing

@testable import ServiceKit

/// How what runs beside the requests ends with the service.
@Suite struct BackgroundWorkTests {
    /// A task that hangs in something that no cancelling ends, until it is let go.
    private func stuck() -> (task: Task<Void, Never>, letGo: @Sendable () -> Void) {
        let gate = AsyncStream<Void>.makeStream()
        let hanging = Task { for await _ in gate.stream { break } }
        return (Task { await hanging.value }, { gate.continuation.yield() })
    }

    @Test func `while the log is there each is waited for, and the others go on meanwhile`() async {
        let work = BackgroundWork()
        let other = Task<Void, Never> { while !Task.isCancelled { await Task.yield() } }
        let first = stuck()
        work.add(other)
        work.add(first.task)
        let ending = Task { await work.end(first.task, isLogThere: true, time: SystemClock()) }
        first.letGo()
        await ending.value
        #expect(!other.isCancelled)
        await work.end(other, isLogThere: true, time: SystemClock())
        #expect(other.isCancelled)
    }

    @Test func `while the log is away all are told at once, and what hangs in a call to it is left behind`() async {
        let work = BackgroundWork()
        let other = Task<Void, Never> { while !Task.isCancelled { await Task.yield() } }
        let first = stuck()
        work.add(other)
        work.add(first.task)
        await work.end(first.task, isLogThere: false, time: SystemClock())
        #expect(other.isCancelled)
        await other.value
        first.letGo()
        await first.task.value
    }
}
