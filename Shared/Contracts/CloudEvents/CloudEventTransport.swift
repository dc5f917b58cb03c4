/// What carried an event; the two bind attributes to headers differently.
public enum CloudEventTransport: Sendable {
    /// A Kafka record: `ce_id`, UTF-8 as it is. (kafka-protocol-binding)
    case kafka
    /// An HTTP message: `ce-id`, percent-encoded. (http-protocol-binding)
    case http

    /// What stands before an attribute's name.
    var prefix: String {
        switch self {
        case .kafka: "ce_"
        case .http: "ce-"
        }
    }
}
