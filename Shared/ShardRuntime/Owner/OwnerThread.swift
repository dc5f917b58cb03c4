import Dispatch

/// A thread of its own for code that waits on SQLite: an owner's work never holds up the cooperative pool, nor another partition.
public final class OwnerThread: SerialExecutor {
    private let queue: DispatchQueue

    /// A serial executor with that name.
    public init(_ name: String) { queue = DispatchQueue(label: name, qos: .userInitiated) }

    /// Runs the job after those before it.
    public func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        queue.async { unowned.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
