import CRdKafka
import CommitLog
import Synchronization

/// A reader of one partition: checks that the first record is exactly the one asked for and that each next one follows.
///
/// Whatever goes wrong below (lost broker, moved leader, an error of the library) it either goes on at its exact position with a fresh
/// assignment or ends with a named error; it never skips.
final class KafkaReader: LogReader {
    /// How the offsets of a topic's records follow each other.
    enum Continuity: Sendable {
        /// Each is one more than the last.
        case complete
        /// Older records of a key are removed, at the start too.
        case compacted
        /// A stranger's topic: older records of a key may be removed, marks of transactions and aborted records take offsets.
        case strangers
    }

    /// What a reader needs from the log it belongs to.
    struct Surroundings: Sendable {
        let cluster: Cluster
        let pool: ReaderPool
        let threads: CallThreads
        let counters: Counters
        let configuration: KafkaLogConfiguration
        /// Called once, when the reader closes.
        let onClose: @Sendable (KafkaReader) -> Void
    }

    private struct State {
        var assignment: Assignment?
        var next: Offset
        var failure: LogError?
        var closed = false
        /// The offset found instead of `next`, when that happened once already: a fresh assignment must confirm it.
        var doubtfulGap: Offset?
        /// Errors since the last record.
        var errorsInRow = 0
    }

    private enum Trouble {
        case gap(found: Offset)
        case error(rd_kafka_resp_err_t)
    }

    /// A hand-over is about this large at most, as `LogReader.next` says.
    private static let maximumHandOverBytes = 8 * 1024 * 1024
    private static let pauseBetweenAttempts = Duration.milliseconds(100)
    /// So often a stranger's topic is tried again at one and the same place before the reader says that it cannot be read.
    private static let limitErrorsInRow = 20

    let place: TopicPartition
    private let continuity: Continuity
    private let around: Surroundings
    private let signal = RecordSignal()
    private let reminder: RoomReminder
    private let state: Mutex<State>

    /// Opens a reader; see `Log.read`. Retries for `requestTimeout` while the cluster cannot answer.
    static func open(_ place: TopicPartition, from offset: Offset, _ continuity: Continuity, _ around: Surroundings) async throws
        -> KafkaReader
    {
        let reader = KafkaReader(place, from: offset, continuity, around)
        let deadline = ContinuousClock.now + around.configuration.requestTimeout
        while true {
            try Task.checkCancellation()
            do {
                let assignment = try await reader.assign(at: offset)
                reader.state.withLock { $0.assignment = assignment }
                around.counters.readersOpen.count()
                return reader
            } catch let error as LogError where error.mayPass && ContinuousClock.now < deadline {
                try await Task.sleep(for: Self.pauseBetweenAttempts)
            }
        }
    }

    private init(_ place: TopicPartition, from offset: Offset, _ continuity: Continuity, _ around: Surroundings) {
        self.place = place
        self.continuity = continuity
        self.around = around
        self.reminder = RoomReminder(around.configuration, around.threads)
        self.state = Mutex(State(next: offset))
    }

    func next(limit: Int, timeout: Duration?) async throws -> [LogRecord] {
        let deadline = timeout.map { ContinuousClock.now + $0 }
        while true {
            try Task.checkCancellation()
            let records = try take(max(1, limit))
            if !records.isEmpty { return records }
            let left = deadline.map { $0 - ContinuousClock.now }
            if let left, left <= .zero { return [] }
            _ = await signal.wait(left)
        }
    }

    var position: Offset { state.withLock { $0.next } }

    func close() async {
        let assignment = state.withLock { state -> Assignment?? in
            guard !state.closed else { return .none }
            state.closed = true
            defer { state.assignment = nil }
            return .some(state.assignment)
        }
        guard let assignment else { return }
        signal.raise()
        around.counters.readersOpen.count(-1)
        around.onClose(self)
        if let assignment { await end(assignment) }
    }

    // MARK: - Taking

    private func take(_ limit: Int) throws -> [LogRecord] {
        var bytes = 0
        let (records, assignment, trouble) = try state.withLock { state in
            if state.closed { throw LogError(.closed, "the reader of \(place) is closed") }
            if let failure = state.failure { throw failure }
            let assignment = state.assignment
            var records: [LogRecord] = []
            let trouble = collect(&records, &bytes, limit, &state)
            return (records, assignment, trouble)
        }
        guard let assignment else { return records }
        around.counters.recordsRead.count(records.count)
        if let trouble {
            Task.detached { [self] in await recover(from: trouble, assignment) }
        } else {
            reminder.taken(records.count, bytes, from: assignment)
        }
        return records
    }

    private func collect(_ records: inout [LogRecord], _ bytes: inout Int, _ limit: Int, _ state: inout State) -> Trouble? {
        guard let assignment = state.assignment else { return nil }
        while records.count < limit, bytes < Self.maximumHandOverBytes {
            switch assignment.take() {
            case .nothing: return nil
            case .record(let record) where record.offset < state.next: continue
            case .record(let record) where record.offset > state.next && continuity == .complete:
                state.assignment = nil
                return .gap(found: record.offset)
            case .record(let record):
                state.next = record.offset + 1
                (state.doubtfulGap, state.errorsInRow) = (nil, 0)
                bytes += record.bytes
                records.append(record)
            case .end(let offset):
                state.next = max(state.next, offset)
                state.errorsInRow = 0
            case .error(let error):
                state.assignment = nil
                state.errorsInRow += 1
                return .error(error)
            }
        }
        return nil
    }

    // MARK: - Assigning

    private func assign(at offset: Offset) async throws -> Assignment {
        try await around.threads.run { [self] in
            let start = try around.cluster.position(of: .start, in: place)
            let end = try around.cluster.position(of: .end, in: place)
            guard offset <= end, offset >= start || continuity == .compacted else {
                throw LogError(.positionOutsideLog, "\(place) has records from \(start) to before \(end), position \(offset) is outside")
            }
            return try Assignment(around.pool.lease(place, committed: continuity == .strangers), from: max(offset, start), raising: signal)
        }
    }

    private func recover(from trouble: Trouble, _ old: Assignment) async {
        await end(old)
        around.counters.readersReassigned.count()
        let deadline = ContinuousClock.now + around.configuration.requestTimeout
        // What fails at once fails at once again: not as fast as the network allows.
        if state.withLock({ $0.errorsInRow }) > 1 { await pause() }
        while let next = state.withLock({ $0.closed ? nil : $0.next }) {
            do {
                try judge(trouble)
                let assignment = try await assign(at: next)
                let late = state.withLock { state in
                    if !state.closed { state.assignment = assignment }
                    return state.closed
                }
                if late { await end(assignment) }
                // Records may have come before the assignment could be seen.
                signal.raise()
                return
            } catch let error as LogError where isFinal(trouble) || !error.mayPass || isGone(error, deadline) {
                state.withLock { $0.failure = error }
                signal.raise()
                return
            } catch {
                // The cluster does not answer: the reader waits for it, as it does for records.
                await pause()
            }
        }
    }

    private func pause() async {
        // A detached task is not cancelled.
        try? await Task.sleep(for: Self.pauseBetweenAttempts)
    }

    /// A gap that a fresh assignment shows again is real, and what the cluster forbids stays forbidden.
    private func judge(_ trouble: Trouble) throws {
        switch trouble {
        case .gap(let found):
            let (next, seenBefore) = state.withLock { state in
                defer { state.doubtfulGap = found }
                return (state.next, state.doubtfulGap != nil)
            }
            if seenBefore { throw LogError(.logGap, "\(place): after \(next - 1) comes \(found), \(found - next) records are missing") }
        case .error(let error):
            let (next, inRow) = state.withLock { ($0.next, $0.errorsInRow) }
            guard isFinal(trouble) || continuity == .strangers && inRow > Self.limitErrorsInRow else { return }
            throw LogError(.unreadable, "\(place) cannot be read at \(next): \(text(error))")
        }
    }

    /// A topic that stays unknown has been deleted.
    private func isGone(_ error: LogError, _ deadline: ContinuousClock.Instant) -> Bool {
        error.code == .unknownPartition && ContinuousClock.now > deadline
    }

    private func isFinal(_ trouble: Trouble) -> Bool {
        if case .error(let error) = trouble { error.saysForbidden } else { false }
    }

    private func end(_ assignment: Assignment) async {
        let ended = OneResult<Void>()
        do {
            try around.threads.start {
                assignment.end()
                ended.set(.success(()))
            }
            // The result never fails, so nil means: not in time.
            if try await ended.value(within: around.configuration.closeTimeout) == nil { around.counters.handlesAbandoned.count() }
        } catch {
            around.counters.handlesAbandoned.count()
        }
    }
}
