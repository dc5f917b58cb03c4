import CommitLog
import LogConformance
import Synchronization

/// A memory log under the conformance suite, with a clock that can be moved on.
final class MemoryFixture: LogFixture {
    static let capabilities = Set(LogCapability.allCases)

    private final class Clock: Sendable {
        let milliseconds = Mutex<Int64>(1_700_000_000_000)
        var now: Int64 { milliseconds.withLock { $0 } }
    }

    private struct State {
        var handles: [MemoryLog] = []
        var topics = 0
    }

    private let clock = Clock()
    private let state = Mutex(State())
    let patience = Duration.seconds(10)

    func open() async throws -> any Log {
        state.withLock { state in
            let log = state.handles.first?.anotherHandle() ?? MemoryLog(now: { [clock] in clock.now })
            state.handles.append(log)
            return log
        }
    }

    func uniqueTopic() -> String {
        state.withLock { state in
            state.topics += 1
            return "topic-\(state.topics)"
        }
    }

    func applyRetention(after milliseconds: Int64) async throws {
        clock.milliseconds.withLock { $0 += milliseconds }
        state.withLock { $0.handles.first }?.applyRetention()
    }

    func addPartitions(to topic: String, count: Int32) async throws {
        state.withLock { $0.handles.first }?.addPartitions(to: topic, count: count)
    }

    func kill(_ log: any Log) async throws {
        guard let log = log as? MemoryLog else { return }
        log.crash(noticed: true)
    }

    func finish() async {
        for log in state.withLock({ $0.handles }) { await log.close() }
    }
}
