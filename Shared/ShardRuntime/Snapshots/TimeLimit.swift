import Observability

extension TimeSource {
    /// Waits for something, but not longer than so.
    ///
    /// - Throws: what `body` throws; `SnapshotError` with code `.tooSlow`; `CancellationError` at once when the task is cancelled.
    func within<Value: Sendable>(
        seconds: Int64, _ what: String, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await within(.seconds(seconds), orThrow: SnapshotError(.tooSlow, "\(what) took longer than \(seconds) s"), body)
    }
}
