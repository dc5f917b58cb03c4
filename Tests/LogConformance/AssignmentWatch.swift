import CommitLog
import Synchronization

/// Follows what a member of a group is told.
final class AssignmentWatch: Sendable {
    private struct State {
        var last: Set<Int32>?
        var isFinished = false
    }

    private let state = Mutex(State())

    /// What the member was told last; nil before the group has settled.
    var last: Set<Int32>? { state.withLock { $0.last } }
    /// Whether the stream has ended.
    var isFinished: Bool { state.withLock { $0.isFinished } }

    init(_ membership: any GroupMembership) {
        let assignments = membership.assignments
        Task {
            for await partitions in assignments { self.state.withLock { $0.last = partitions } }
            self.state.withLock { $0.isFinished = true }
        }
    }
}

/// Breaks the fact unless `condition` comes true within `patience`.
func eventually(
    _ what: String, patience: Duration, file: StaticString = #fileID, line: UInt = #line, _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + patience
    while try await !condition() {
        try expect(ContinuousClock.now < deadline, "not within \(patience): \(what)", file: file, line: line)
        try await Task.sleep(for: .milliseconds(10))
    }
}
