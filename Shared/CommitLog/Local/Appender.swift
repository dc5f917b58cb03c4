import Synchronization

/// The writing thread of one topic: appends of many tasks that come while it is busy share the next transaction.
final class Appender: Sendable {
    /// What tasks ask of the thread.
    private enum Request: Sendable {
        case append(Append)
        case removeOld(CheckedContinuation<Void, any Error>)
    }

    private struct Append: Sendable {
        let partition: Int32
        let records: [NewRecord]
        let bytes: Int
        let continuation: CheckedContinuation<[Offset], any Error>
    }

    private struct State {
        var queuedBytes = 0
        var isClosed = false
    }

    private let topic: TopicSettings
    private let limits: LocalLogSettings
    private let inbox: Inbox<Request>
    private let ended = Bell()
    private let state = Mutex(State())
    private let now: @Sendable () -> Int64
    /// Called on the thread after each commit, with the partitions that grew.
    private let landed: @Sendable (Set<Int32>) -> Void

    init(
        topic: TopicSettings, directory: LocalDirectory, limits: LocalLogSettings, now: @escaping @Sendable () -> Int64,
        landed: @escaping @Sendable (Set<Int32>) -> Void
    ) throws {
        (self.topic, self.limits, self.now, self.landed) = (topic, limits, now, landed)
        inbox = Inbox(itemLimit: limits.queuedAppendsLimit)
        let lock = try AppendLock(path: directory.lock(of: topic.name))
        // Handed over to the thread, which is the only one to use it from here on.
        let handover = Mutex<AppendLock?>(lock)
        try OwnThread.start("append " + topic.name) { [self] in
            if let lock = handover.withLock({ $0.take() }) {
                run(lock: lock, file: TopicWriting(topic: topic, directory: directory, limits: limits))
            }
            ended.ring()
        }
    }

    /// Appends and returns the offsets when the records are safe on disk.
    func append(_ records: [NewRecord], to partition: Int32) async throws -> [Offset] {
        let bytes = records.reduce(0) { $0 + $1.byteCount }
        let hasRoom = state.withLock { state in
            guard state.queuedBytes == 0 || state.queuedBytes + bytes <= limits.queuedAppendBytesLimit else { return false }
            state.queuedBytes += bytes
            return true
        }
        guard hasRoom else {
            throw LogError(.unavailable, "more than \(limits.queuedAppendBytesLimit) bytes wait to be appended to \(topic.name)")
        }
        defer { state.withLock { $0.queuedBytes -= bytes } }
        return try await withCheckedThrowingContinuation { continuation in
            put(.append(Append(partition: partition, records: records, bytes: bytes, continuation: continuation)), for: continuation)
        }
    }

    /// Removes all that retention gives free now, without waiting for the interval.
    func removeOld() async throws {
        try await withCheckedThrowingContinuation { put(.removeOld($0), for: $0) }
    }

    /// Refuses what has not begun and ends the thread.
    func stop() async {
        beginStop()
        await ended.waitForever()
    }

    /// The same without waiting for the end.
    func beginStop() {
        state.withLock { $0.isClosed = true }
        inbox.close()
    }

    private func put<T>(_ request: Request, for continuation: CheckedContinuation<T, any Error>) {
        switch inbox.put(request) {
        case .taken: break
        case .closed: continuation.resume(throwing: LogError.closed("the log"))
        case .full:
            continuation.resume(
                throwing: LogError(.unavailable, "more than \(limits.queuedAppendsLimit) appends to \(topic.name) wait"))
        }
    }

    // MARK: On the thread

    private func run(lock: consuming AppendLock, file: consuming TopicWriting) {
        let interval = topic.retention == .forever ? nil : limits.retentionIntervalMilliseconds
        var lastRemoval = ContinuousClock.now
        while let requests = inbox.takeAll(timeoutMilliseconds: interval) {
            var group: [Append] = []
            for request in requests {
                switch request {
                case .append(let append):
                    if isFull(group, before: append) {
                        land(group, lock: lock, file: &file)
                        group = []
                    }
                    group.append(append)
                case .removeOld(let continuation):
                    continuation.resume(with: Result { while try removeOld(lock: lock, file: &file) {} })
                }
            }
            if !group.isEmpty { land(group, lock: lock, file: &file) }
            if let interval, ContinuousClock.now - lastRemoval >= .milliseconds(interval) {
                // Nobody waits for it: what cannot be done now is tried again after the next interval, or at once when there is more.
                let isMore = (try? removeOld(lock: lock, file: &file)) ?? false
                if !isMore { lastRemoval = .now }
            }
        }
        // The last connection of all checkpoints when it closes; without the lock it closes all the same.
        let isLocked = lock.acquire(waitingMilliseconds: limits.appendLockWaitMilliseconds)
        file.close()
        if isLocked { lock.release() }
    }

    private func isFull(_ group: [Append], before next: Append) -> Bool {
        !group.isEmpty
            && (group.reduce(next.records.count) { $0 + $1.records.count } > limits.transactionRecordsLimit
                || group.reduce(next.bytes) { $0 + $1.bytes } > limits.transactionBytesLimit)
    }

    private func land(_ group: [Append], lock: borrowing AppendLock, file: inout TopicWriting) {
        if state.withLock({ $0.isClosed }) { return refuse(group, LogError.closed("the log")) }
        guard lock.acquire(waitingMilliseconds: limits.appendLockWaitMilliseconds) else {
            let waited = limits.appendLockWaitMilliseconds
            return refuse(group, LogError(.unavailable, "another process has held \(topic.name) for \(waited) ms"))
        }
        defer { lock.release() }
        do {
            try landTogether(group, file: &file)
        } catch let error as LogError where error.code == .diskFull && group.count > 1 {
            // Nothing landed. What is small may still fit beside what was too large.
            for append in group {
                do { try landTogether([append], file: &file) } catch { refuse([append], error) }
            }
        } catch {
            refuse(group, error)
        }
        file.checkpointIfDue()
    }

    private func landTogether(_ group: [Append], file: inout TopicWriting) throws {
        let batches = group.map { TopicWriting.Batch(partition: $0.partition, records: $0.records) }
        let bytes = group.reduce(0) { $0 + $1.bytes + 64 * $1.records.count }
        let firsts = try file.land(batches, bytes: bytes, timestamp: now())
        for (append, first) in zip(group, firsts) {
            append.continuation.resume(returning: Array(first..<first + Offset(append.records.count)))
        }
        landed(Set(group.lazy.filter { !$0.records.isEmpty }.map(\.partition)))
    }

    private func refuse(_ group: [Append], _ error: any Error) {
        for append in group { append.continuation.resume(throwing: error) }
    }

    private func removeOld(lock: borrowing AppendLock, file: inout TopicWriting) throws -> Bool {
        guard lock.acquire(waitingMilliseconds: limits.appendLockWaitMilliseconds) else {
            throw LogError(.unavailable, "another process holds \(topic.name)")
        }
        defer { lock.release() }
        return try file.removeOld(now: now())
    }
}
