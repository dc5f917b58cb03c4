import Synchronization

/// A thread that does jobs one after the other, with a context that never leaves it (an SQLite connection, for one).
final class Worker<Context>: Sendable {
    /// The most jobs that wait; more than readers and callers there can be.
    static var queuedJobsLimit: Int { 100_000 }

    private let inbox = Inbox<@Sendable (inout Context) -> Void>(itemLimit: Worker.queuedJobsLimit)
    private let ended = Bell()

    /// Starts the thread; `context` runs on it.
    init(_ name: String, context make: @escaping @Sendable () -> Context) throws {
        try OwnThread.start(name) { [inbox, ended] in
            do {
                var context = make()
                while let jobs = inbox.takeAll() {
                    for job in jobs { job(&context) }
                }
            }
            ended.ring()
        }
    }

    deinit { inbox.close() }

    /// Does a job on the thread and gives its result.
    func run<T: Sendable>(_ job: @escaping @Sendable (inout Context) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            switch inbox.put({ context in continuation.resume(with: Result { try job(&context) }) }) {
            case .taken: break
            case .full: continuation.resume(throwing: LogError(.unavailable, "more than \(Self.queuedJobsLimit) calls wait"))
            case .closed: continuation.resume(throwing: LogError.closed("the log"))
            }
        }
    }

    /// Does a job on the thread without anybody waiting for it; a closed worker forgets it.
    func post(_ job: @escaping @Sendable (inout Context) -> Void) { _ = inbox.put(job) }

    /// Lets the thread finish what is queued and end.
    func stop() async {
        inbox.close()
        await ended.waitForever()
    }
}
