import CRdKafka
import CommitLog
import Synchronization

/// The records of one append on their way: collects a delivery report for each, then tells the waiting task the outcome of all.
///
/// Every record carries the batch as its opaque pointer. The batch is retained once while any record is on its way,
/// and released in `settle`, when the last one has been heard of.
final class AppendBatch: Sendable {
    private struct State {
        var missing: Int
        var offsets: [Offset] = []
        /// The first refusal that says that its record is certainly not in the log.
        var refusal: rd_kafka_resp_err_t?
        /// The first error after which its record may be in the log.
        var doubt: rd_kafka_resp_err_t?
    }

    private let place: TopicPartition
    private let state: Mutex<State>
    private let outcome = OneResult<[Offset]>()
    private let counters: Counters

    init(of count: Int, to place: TopicPartition, counters: Counters) {
        self.place = place
        self.counters = counters
        self.state = Mutex(State(missing: count))
        _ = Unmanaged.passRetained(self)
    }

    /// What each record carries.
    var opaque: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    /// The offsets in the order of the records, once all are durable.
    func value() async throws -> [Offset] { try await outcome.value() }

    /// A delivery report, on the producer's polling thread.
    static func delivered(_ message: UnsafePointer<rd_kafka_message_t>) {
        guard let opaque = message.pointee._private else { return }
        let batch = Unmanaged<AppendBatch>.fromOpaque(opaque).takeUnretainedValue()
        let error = message.pointee.err
        let certain = rd_kafka_message_status(message) == RD_KAFKA_MSG_STATUS_NOT_PERSISTED && error.codeOfRefusal != nil
        let offset = message.pointee.offset
        batch.settle(1) { state in
            if error == RD_KAFKA_RESP_ERR_NO_ERROR {
                state.offsets.append(offset)
            } else if certain {
                state.refusal = state.refusal ?? error
            } else {
                state.doubt = state.doubt ?? error
            }
        }
    }

    /// `count` records that librdkafka did not take.
    func refused(_ count: Int, _ error: rd_kafka_resp_err_t) {
        settle(count) { $0.refusal = $0.refusal ?? error }
    }

    private func settle(_ count: Int, _ change: (inout State) -> Void) {
        let finished = state.withLock { state -> State? in
            change(&state)
            state.missing -= count
            return state.missing == 0 ? state : nil
        }
        guard let finished else { return }
        let result = Result { try conclude(finished) }
        if case .failure(let error as LogError) = result, error.code == .outcomeUnknown { counters.unknownOutcomes.count() }
        outcome.set(result)
        Unmanaged.passUnretained(self).release()
    }

    private func conclude(_ state: State) throws(LogError) -> [Offset] {
        if let doubt = state.doubt {
            throw LogError(.outcomeUnknown, "append to \(place): \(text(doubt))")
        }
        if let refusal = state.refusal {
            guard state.offsets.isEmpty else {
                throw LogError(.outcomeUnknown, "append to \(place): \(state.offsets.count) records are in the log, then: \(text(refusal))")
            }
            throw LogError(refusal.codeOfRefusal ?? .unavailable, "append to \(place): \(text(refusal))")
        }
        // The idempotent producer keeps the order of one partition, so ascending offsets are the order of the records.
        let offsets = state.offsets.sorted()
        // Reported as delivered, but without a place: a repeated batch that the broker only knows to be a duplicate, or (librdkafka 2.0.2,
        // `IMPLICITACK`) one that librdkafka concludes must have arrived because a later one did. That conclusion can be wrong.
        guard offsets.allSatisfy({ $0 >= 0 }) else {
            throw LogError(.outcomeUnknown, "append to \(place): delivered, says librdkafka, but not where")
        }
        counters.recordsAppended.count(offsets.count)
        return offsets
    }
}
