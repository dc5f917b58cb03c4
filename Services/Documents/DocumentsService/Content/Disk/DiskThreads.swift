import Dispatch
import Foundation
import Synchronization

/// A few threads for calls that block on a disk, so that Swift's cooperative pool never does.
final class DiskThreads: Sendable {
    /// How many calls are at work at once, by default; a disk gains nothing from more.
    static let threadsDefault = 8
    /// The most calls that wait for a thread, by default.
    static let waitingCallsMaxDefault = 10_000

    private typealias Job = @Sendable () -> Void

    private struct State {
        var waiting: [Job] = []
        /// Jobs before this one were taken.
        var first = 0
        var isClosed = false

        mutating func take() -> Job? {
            guard first < waiting.count else { return nil }
            defer {
                first += 1
                // What was taken is let go of now and then, not at each call.
                if first == waiting.count || first > 1_000 {
                    waiting.removeFirst(first)
                    first = 0
                }
            }
            return waiting[first]
        }
    }

    /// What the threads hold; the pool itself may go while they end.
    private final class Core: Sendable {
        let state = Mutex(State())
        let isWork = DispatchSemaphore(value: 0)

        func run() {
            while true {
                isWork.wait()
                let (job, isClosed) = state.withLock { ($0.take(), $0.isClosed) }
                job?()
                if job == nil, isClosed { return }
            }
        }
    }

    private let core = Core()
    private let threads: Int
    private let waitingCallsMax: Int

    /// Starts the threads.
    init(threads: Int = DiskThreads.threadsDefault, waitingCallsMax: Int = DiskThreads.waitingCallsMaxDefault) {
        (self.threads, self.waitingCallsMax) = (threads, waitingCallsMax)
        for number in 1...max(1, threads) {
            let thread = Thread { [core] in core.run() }
            thread.name = "content-\(number)"
            thread.start()
        }
    }

    /// What waits is still done; then the threads end.
    deinit {
        core.state.withLock { $0.isClosed = true }
        for _ in 1...max(1, threads) { core.isWork.signal() }
    }

    /// Does something that blocks. Cancelling the task does not stop it: a file is never left half closed.
    ///
    /// - Throws: what `body` throws; `busy` when too many wait.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = core.state.withLock { state -> Bool in
                guard state.waiting.count - state.first < waitingCallsMax else { return false }
                state.waiting.append { continuation.resume(with: Result { try body() }) }
                return true
            }
            if isTaken {
                core.isWork.signal()
            } else {
                continuation.resume(throwing: ContentError(.busy, "more than \(waitingCallsMax) calls wait for the disk"))
            }
        }
    }
}
