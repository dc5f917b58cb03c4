import CommitLog
import Foundation

/// Threads for calls into librdkafka that wait for the network, so that none of them ever waits on the cooperative pool.
///
/// Threads are made as they are needed and end when they are idle.
/// `@unchecked Sendable`: everything mutable is read and written under `condition`.
final class CallThreads: @unchecked Sendable {
    private static let maximumThreads = 16
    private static let maximumWaitingCalls = 4096
    private static let idleSeconds: TimeInterval = 10

    private let condition = NSCondition()
    private var waiting: [@Sendable () -> Void] = []
    private var threads = 0
    private var idle = 0

    /// Runs `body` on one of the threads and waits for what it returns.
    ///
    /// A call under way is not interrupted by cancellation: each has a time limit of its own.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        let result = OneResult<Value>()
        try start { result.set(Result { try body() }) }
        return try await result.value()
    }

    /// Runs `body` on one of the threads and does not wait.
    func start(_ body: @escaping @Sendable () -> Void) throws {
        condition.lock()
        defer { condition.unlock() }
        guard waiting.count < Self.maximumWaitingCalls else {
            throw LogError(.unavailable, "\(waiting.count) questions to the Kafka cluster already wait for an answer")
        }
        waiting.append(body)
        if idle >= waiting.count {
            condition.signal()
        } else if threads < Self.maximumThreads {
            threads += 1
            let thread = Thread { [self] in serve() }
            thread.name = "kafka-call"
            thread.start()
        }
    }

    private func serve() {
        while let body = next() { body() }
    }

    private func next() -> (@Sendable () -> Void)? {
        condition.lock()
        defer { condition.unlock() }
        let end = Date(timeIntervalSinceNow: Self.idleSeconds)
        while waiting.isEmpty {
            idle += 1
            let woken = condition.wait(until: end)
            idle -= 1
            if !woken && waiting.isEmpty {
                threads -= 1
                return nil
            }
        }
        return waiting.removeFirst()
    }
}
