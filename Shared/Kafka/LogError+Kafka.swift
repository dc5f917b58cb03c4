import CRdKafka
import CommitLog

extension LogError.Code {
    /// A record is missing between two others of a topic of the suite's that is not compacted: an alarm, never skipped.
    public static let logGap = LogError.Code(rawValue: "log_gap")
    /// This process reads the partition as often as `KafkaLogConfiguration.maximumReadersPerPartition` allows.
    public static let tooManyReaders = LogError.Code(rawValue: "too_many_readers")
    /// The cluster forbids to read the partition, or what stands there cannot be read by this client, however often it is tried.
    public static let unreadable = LogError.Code(rawValue: "unreadable")
    /// A setting of the connection is wrong or not allowed; nothing was tried.
    public static let invalidConfiguration = LogError.Code(rawValue: "invalid_configuration")
}

extension LogError {
    /// Whether a question about a place that is known to exist is worth asking again: leaders move, and brokers hear of new topics one
    /// after the other, so that one of them may still say that it does not know the place.
    var mayPass: Bool { code == .unavailable || code == .unknownPartition }
}

/// librdkafka's text for an error.
func text(_ error: rd_kafka_resp_err_t) -> String {
    rd_kafka_err2str(error).map { String(cString: $0) } ?? "error \(error.rawValue)"
}

extension rd_kafka_resp_err_t {
    /// No such topic or partition, as the cluster or the client itself says it.
    var saysUnknownPlace: Bool {
        switch self {
        case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART,
            RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
            true
        default: false
        }
    }

    /// The cluster does not allow it; trying again changes nothing until an operator does.
    var saysForbidden: Bool {
        switch self {
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED,
            RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
            true
        default: false
        }
    }

    /// The code for a question that changed nothing: unknown place, or unavailable.
    var codeOfQuestion: LogError.Code { saysUnknownPlace ? .unknownPartition : .unavailable }

    /// The code when the cluster or the client refused a record before writing it; nil where it may have been written.
    var codeOfRefusal: LogError.Code? {
        if saysUnknownPlace { return .unknownPartition }
        if saysForbidden { return .unavailable }
        return switch self {
        case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE: .recordTooLarge
        case RD_KAFKA_RESP_ERR__QUEUE_FULL, RD_KAFKA_RESP_ERR_POLICY_VIOLATION, RD_KAFKA_RESP_ERR_INVALID_RECORD,
            RD_KAFKA_RESP_ERR_INVALID_TIMESTAMP:
            .unavailable
        default: nil
        }
    }
}
