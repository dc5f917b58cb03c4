import Synchronization

/// A reader of one partition of a memory log.
final class MemoryLogReader: LogReader {
    /// About how much `next` hands over at a time.
    static let maximumBatchBytes = 8 * 1024 * 1024

    private struct State {
        var position: Offset
        var isClosed = false
    }

    private let log: MemoryLog
    private let place: TopicPartition
    private let isCompacted: Bool
    private let bell: Bell
    private let state: Mutex<State>

    init(log: MemoryLog, place: TopicPartition, position: Offset, isCompacted: Bool, bell: Bell) {
        (self.log, self.place, self.isCompacted, self.bell) = (log, place, isCompacted, bell)
        state = Mutex(State(position: position))
    }

    func next(limit: Int, timeout: Duration?) async throws -> [LogRecord] {
        while true {
            try Task.checkCancellation()
            let seen = bell.count
            let records = try take(limit: limit)
            if !records.isEmpty { return records }
            // A ring for somebody else starts the timeout anew: it says how long to wait at least, and rings mean that the log is alive.
            if try await bell.wait(past: seen, timeout: timeout, sleep: log.store.sleep) == .timedOut {
                return try take(limit: limit)
            }
        }
    }

    private func take(limit: Int) throws -> [LogRecord] {
        let (position, isClosed) = state.withLock { ($0.position, $0.isClosed) }
        guard !isClosed, !log.isClosed else { throw LogError.closed("the reader of \(place)") }
        guard log.isReachable else { return [] }
        let records = try log.store.with(place) { partition in
            if position > partition.end || !isCompacted && position < partition.removedBefore {
                throw LogError.outside(place, position, start: partition.start, end: partition.end)
            }
            return partition.visible(from: position, limit: limit, bytes: Self.maximumBatchBytes)
        }
        if let last = records.last { state.withLock { $0.position = last.offset + 1 } }
        return records
    }

    var position: Offset { state.withLock { $0.position } }

    func close() async {
        state.withLock { $0.isClosed = true }
        bell.ring()
    }
}
