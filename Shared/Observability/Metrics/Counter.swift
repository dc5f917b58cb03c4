import Synchronization

/// A count that only rises, from zero at the start of the process.
public final class Counter: Sendable {
    private let count = Atomic<UInt64>(0)

    init() {}

    /// Counts `amount` more; negative amounts are a programming fault.
    public func increment(by amount: Int = 1) {
        precondition(amount >= 0, "a counter only rises")
        count.wrappingAdd(UInt64(amount), ordering: .relaxed)
    }

    /// The count so far.
    public var value: UInt64 { count.load(ordering: .relaxed) }
}
