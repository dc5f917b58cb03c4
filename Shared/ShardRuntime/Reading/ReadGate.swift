import Dispatch
import Domain
import Synchronization

/// Who may open a shard's files to read just now.
///
/// SQLite finds the files beside a store by their names, each at its own moment: a reader that opens them while they are put aside, or after a
/// new process has made new ones, would mix two stores. So files change places only while nobody reads, and reading ends before a service does.
final class ReadGate: Sendable {
    private struct State {
        var reading: [Organisasjonsnummer: Int] = [:]
        var held: Set<Organisasjonsnummer> = []
        var isClosed = false
        /// Readers that wait for a held shard.
        var waiting: [Organisasjonsnummer: [CheckedContinuation<Void, any Error>]] = [:]
        /// Told when nobody reads a shard any more.
        var left: [Organisasjonsnummer: DispatchSemaphore] = [:]
        /// Told when nobody reads anything any more.
        var ended: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Begins to read, when nobody moves the shard's files; `leave` must follow.
    ///
    /// - Throws: `ReadsEnded`.
    func enter(_ kommune: Organisasjonsnummer) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let answer = state.withLock { state -> Result<Void, any Error>? in
                if state.isClosed { return .failure(ReadsEnded()) }
                if state.held.contains(kommune) {
                    state.waiting[kommune, default: []].append(continuation)
                    return nil
                }
                state.reading[kommune, default: 0] += 1
                return .success(())
            }
            if let answer { continuation.resume(with: answer) }
        }
    }

    /// Has read.
    func leave(_ kommune: Organisasjonsnummer) {
        let (left, ended) = state.withLock { state -> (DispatchSemaphore?, [CheckedContinuation<Void, Never>]) in
            let others = (state.reading[kommune] ?? 0) - 1
            state.reading[kommune] = others > 0 ? others : nil
            let left = others > 0 ? nil : state.left.removeValue(forKey: kommune)
            guard state.isClosed, state.reading.isEmpty else { return (left, []) }
            defer { state.ended = [] }
            return (left, state.ended)
        }
        left?.signal()
        for continuation in ended { continuation.resume() }
    }

    /// Runs a body while nobody reads the shard: blocks until those who do have read, and lets others wait until it is done. For the shard's
    /// owner, on its own thread.
    func holding<Result>(_ kommune: Organisasjonsnummer, _ body: () throws -> Result) rethrows -> Result {
        let left = state.withLock { state -> DispatchSemaphore? in
            state.held.insert(kommune)
            guard state.reading[kommune] != nil else { return nil }
            let left = DispatchSemaphore(value: 0)
            state.left[kommune] = left
            return left
        }
        left?.wait()
        defer { release(kommune) }
        return try body()
    }

    /// Lets nobody read any more, and returns when those who do have read.
    func close() async {
        await withCheckedContinuation { continuation in
            let (refused, isOver) = state.withLock { state in
                state.isClosed = true
                defer { state.waiting = [:] }
                if !state.reading.isEmpty { state.ended.append(continuation) }
                return (state.waiting.values.flatMap(\.self), state.reading.isEmpty)
            }
            for reader in refused { reader.resume(throwing: ReadsEnded()) }
            if isOver { continuation.resume() }
        }
    }

    private func release(_ kommune: Organisasjonsnummer) {
        let waiting = state.withLock { state in
            state.held.remove(kommune)
            let waiting = state.waiting.removeValue(forKey: kommune) ?? []
            if !waiting.isEmpty { state.reading[kommune, default: 0] += waiting.count }
            return waiting
        }
        for reader in waiting { reader.resume() }
    }
}

/// The service is ending: its stores are not read any more.
struct ReadsEnded: Error {}
