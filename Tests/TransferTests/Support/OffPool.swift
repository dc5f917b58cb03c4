import Foundation

/// Runs blocking code on a thread of its own: on Swift's pool it would keep the handlers it waits for from running.
func offPool<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
