import LogConformance
import Synchronization
import Testing

@testable import CommitLog

/// A local log in a temporary directory under the conformance suite, with a clock that can be moved on.
final class LocalFixture: LogFixture {
    static let capabilities = Set(LogCapability.allCases)

    private struct State {
        var handles: [LocalLog] = []
        var topics: [String] = []
    }

    let directory: TemporaryDirectory
    let patience = Duration.seconds(20)
    private let settings: LocalLogSettings
    private let elapsed = Shift()
    private let state = Mutex(State())

    /// How far the clock has been moved on.
    private final class Shift: Sendable {
        let milliseconds = Mutex<Int64>(0)
    }

    init(settings: LocalLogSettings = LocalLogSettings()) throws {
        directory = try TemporaryDirectory()
        self.settings = settings
    }

    func open() async throws -> any Log { try openLocal() }

    func openLocal() throws -> LocalLog {
        let log = try LocalLog(directory: directory.path + "/log", settings: settings) { [elapsed] in
            LocalLog.systemTime() + elapsed.milliseconds.withLock { $0 }
        }
        state.withLock { $0.handles.append(log) }
        return log
    }

    func uniqueTopic() -> String {
        state.withLock { state in
            state.topics.append("topic-\(state.topics.count)")
            return state.topics[state.topics.count - 1]
        }
    }

    func applyRetention(after milliseconds: Int64) async throws {
        elapsed.milliseconds.withLock { $0 += milliseconds }
        let (log, topics) = state.withLock { ($0.handles.first, $0.topics) }
        for topic in topics { try await log?.removeOld(of: topic) }
    }

    func addPartitions(to topic: String, count: Int32) async throws {
        try await openLocal().addPartitions(to: topic, count: count)
    }

    func kill(_ log: any Log) async throws { await (log as? LocalLog)?.abandon() }

    func finish() async {
        for log in state.withLock({ $0.handles }) { await log.close() }
        directory.remove()
    }
}
