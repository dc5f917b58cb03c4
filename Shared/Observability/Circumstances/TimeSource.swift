public import Domain

/// Where a process gets the time from: the machine in production, the test's hand in tests and in the simulation.
public protocol TimeSource: Sendable {
    /// The wall clock. It may jump, also backwards: measure with `elapsed`.
    func now() -> Tidspunkt

    /// Time since some fixed moment in the past; never goes backwards. For measuring and for deadlines inside one process.
    func elapsed() -> Duration

    /// Waits so long; returns at once when `duration` is zero or negative.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    func sleep(for duration: Duration) async throws
}
