import CRdKafka
import Synchronization

/// What librdkafka gets as a client's opaque pointer: all that its callbacks may touch.
///
/// Retained when the client is made, released by `Client` after `rd_kafka_destroy`, when no callback can come any more.
final class CallbackBox: Sendable {
    /// Called on the thread that polls the client, with the client, what to do, and the partitions.
    typealias Rebalance = @Sendable (OpaquePointer, rd_kafka_resp_err_t, UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?) -> Void

    let counters: Counters
    let onLog: (@Sendable (KafkaLogConfiguration.LogLine) -> Void)?
    let rebalance: Rebalance?

    init(counters: Counters, onLog: (@Sendable (KafkaLogConfiguration.LogLine) -> Void)?, rebalance: Rebalance? = nil) {
        (self.counters, self.onLog, self.rebalance) = (counters, onLog, rebalance)
    }

    /// Registers the callbacks this box serves, and the box itself.
    func register(in settings: OpaquePointer, delivering: Bool) {
        rd_kafka_conf_set_opaque(settings, Unmanaged.passRetained(self).toOpaque())
        rd_kafka_conf_set_error_cb(settings) { _, _, _, opaque in
            guard let opaque else { return }
            Unmanaged<CallbackBox>.fromOpaque(opaque).takeUnretainedValue().counters.clientErrors.count()
        }
        if onLog != nil {
            rd_kafka_conf_set_log_cb(settings) { client, level, facility, text in
                guard let client, let opaque = rd_kafka_opaque(client) else { return }
                Unmanaged<CallbackBox>.fromOpaque(opaque).takeUnretainedValue().log(level, facility, text)
            }
        }
        if rebalance != nil {
            rd_kafka_conf_set_rebalance_cb(settings) { client, what, partitions, opaque in
                guard let client, let opaque else { return }
                Unmanaged<CallbackBox>.fromOpaque(opaque).takeUnretainedValue().rebalance?(client, what, partitions)
            }
        }
        if delivering {
            rd_kafka_conf_set_dr_msg_cb(settings) { _, message, _ in
                guard let message else { return }
                AppendBatch.delivered(message)
            }
        }
    }

    private func log(_ level: Int32, _ facility: UnsafePointer<CChar>?, _ text: UnsafePointer<CChar>?) {
        onLog?(
            KafkaLogConfiguration.LogLine(
                level: Int(level), facility: facility.map { String(cString: $0) } ?? "", text: text.map { String(cString: $0) } ?? ""
            ).judged)
    }
}
