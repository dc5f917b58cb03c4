import Synchronization

/// A reader of one partition of a local log.
final class LocalLogReader: LogReader {
    private struct State {
        var position: Offset
        var isClosed = false
    }

    private let place: TopicPartition
    private let isCompacted: Bool
    private let bell: Bell
    private let worker: Worker<TopicReading>
    private let log: LocalLog
    private let state: Mutex<State>

    init(log: LocalLog, topic: LocalTopic, _ place: TopicPartition, bell: Bell, position: Offset, worker: Worker<TopicReading>) {
        isCompacted = topic.settings.retention == .compacted
        (self.place, self.bell, self.worker, self.log) = (place, bell, worker, log)
        state = Mutex(State(position: position))
    }

    func next(limit: Int, timeout: Duration?) async throws -> [LogRecord] {
        let deadline = timeout.map { ContinuousClock.now + $0 }
        while true {
            try Task.checkCancellation()
            // Looked at before the file: whatever lands after the look rings past it.
            let seen = bell.count
            let records = try await take(limit: limit)
            if !records.isEmpty { return records }
            let left = deadline.map { $0 - .now }
            if let left, left <= .zero { return [] }
            _ = try await bell.wait(past: seen, timeout: left) { try await Task.sleep(for: $0) }
        }
    }

    private func take(limit: Int) async throws -> [LogRecord] {
        let (position, isClosed) = state.withLock { ($0.position, $0.isClosed) }
        guard !isClosed, !log.isClosed else { throw LogError.closed("the reader of \(place)") }
        let (place, isCompacted) = (place, isCompacted)
        let records = try await worker.run { file in
            try file.records(of: place, from: position, limit: limit, isCompacted: isCompacted)
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
