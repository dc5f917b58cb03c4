import Observability

/// Holds a reader to a rate: after each piece it waits until that much was due. One reader.
struct ReadPace {
    private let time: any TimeSource
    private let bytesPerSecond: Int64
    /// When the next piece is due.
    private var due: Duration

    init(bytesPerSecond: Int64, time: any TimeSource) {
        (self.time, self.bytesPerSecond, due) = (time, max(1, bytesPerSecond), time.elapsed())
    }

    /// Accounts for bytes that were read, and waits.
    ///
    /// - Throws: `CancellationError`.
    mutating func read(_ count: Int) async throws {
        // Time that went by unused is not saved up: after a pause the disk is read no faster than else.
        due = max(due, time.elapsed()) + .nanoseconds(Int64(count) * 1_000_000_000 / bytesPerSecond)
        try await time.sleep(for: due - time.elapsed())
    }
}
