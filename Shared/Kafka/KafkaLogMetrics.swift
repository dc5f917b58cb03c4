import Synchronization

/// What the Kafka back end has seen since it was made; numbers only, for the operator's metrics.
public struct KafkaLogMetrics: Sendable, Hashable {
    /// Bytes of appends whose delivery is not yet confirmed.
    public internal(set) var inFlightBytes = 0
    /// Records confirmed by the brokers.
    public internal(set) var recordsAppended = 0
    /// Appends that ended with an unknown outcome.
    public internal(set) var unknownOutcomes = 0
    /// Times the producer was replaced by a new one (after an unknown outcome or a fatal error).
    public internal(set) var producersReplaced = 0
    /// Records handed to readers.
    public internal(set) var recordsRead = 0
    /// Readers open now.
    public internal(set) var readersOpen = 0
    /// Times a reader was assigned anew at its exact position, after an error of the cluster or of the library.
    public internal(set) var readersReassigned = 0
    /// Errors that librdkafka reported: lost connections, brokers down, refused authentication.
    public internal(set) var clientErrors = 0
    /// Changes of partitions in group memberships.
    public internal(set) var rebalances = 0
    /// Advisory positions (`note`) that the group's coordinator did not take.
    public internal(set) var notesFailed = 0
    /// Handles of librdkafka that did not end in time and were left behind.
    public internal(set) var handlesAbandoned = 0
}

/// The counters behind `KafkaLogMetrics`.
final class Counters: Sendable {
    let inFlightBytes = Atomic<Int>(0)
    let recordsAppended = Atomic<Int>(0)
    let unknownOutcomes = Atomic<Int>(0)
    let producersReplaced = Atomic<Int>(0)
    let recordsRead = Atomic<Int>(0)
    let readersOpen = Atomic<Int>(0)
    let readersReassigned = Atomic<Int>(0)
    let clientErrors = Atomic<Int>(0)
    let rebalances = Atomic<Int>(0)
    let notesFailed = Atomic<Int>(0)
    let handlesAbandoned = Atomic<Int>(0)

    /// Each number as it is now; not one moment for all of them.
    func snapshot() -> KafkaLogMetrics {
        var metrics = KafkaLogMetrics()
        metrics.inFlightBytes = inFlightBytes.load(ordering: .relaxed)
        metrics.recordsAppended = recordsAppended.load(ordering: .relaxed)
        metrics.unknownOutcomes = unknownOutcomes.load(ordering: .relaxed)
        metrics.producersReplaced = producersReplaced.load(ordering: .relaxed)
        metrics.recordsRead = recordsRead.load(ordering: .relaxed)
        metrics.readersOpen = readersOpen.load(ordering: .relaxed)
        metrics.readersReassigned = readersReassigned.load(ordering: .relaxed)
        metrics.clientErrors = clientErrors.load(ordering: .relaxed)
        metrics.rebalances = rebalances.load(ordering: .relaxed)
        metrics.notesFailed = notesFailed.load(ordering: .relaxed)
        metrics.handlesAbandoned = handlesAbandoned.load(ordering: .relaxed)
        return metrics
    }
}

extension Atomic<Int> {
    /// Adds `amount`, without any ordering: these are counters.
    borrowing func count(_ amount: Int = 1) { wrappingAdd(amount, ordering: .relaxed) }
}
