import CRdKafka
import CommitLog

/// Makes the settings of librdkafka's clients from our configuration: one place that knows the properties' names.
struct ClientSettings: Sendable {
    let configuration: KafkaLogConfiguration

    /// Properties that correctness stands on, or that have a field of their own: not to be set from outside.
    static let reserved: Set<String> = [
        "bootstrap.servers", "metadata.broker.list", "client.id", "group.id", "group.instance.id", "transactional.id",
        "enable.idempotence", "acks", "request.required.acks", "retries", "message.send.max.retries", "max.in.flight",
        "max.in.flight.requests.per.connection", "message.timeout.ms", "delivery.timeout.ms", "message.max.bytes",
        "auto.offset.reset", "isolation.level", "enable.auto.commit", "auto.commit.enable", "enable.auto.offset.store",
        "enable.partition.eof", "partition.assignment.strategy", "session.timeout.ms", "heartbeat.interval.ms",
        "allow.auto.create.topics", "opaque", "log_cb", "error_cb", "dr_cb", "dr_msg_cb", "rebalance_cb",
    ]

    /// A record may be this large with what Kafka puts around it.
    static let messageLimitBytes = TopicSettings.maximumRecordBytes + 1024 * 1024

    /// What every client has.
    private var common: [(String, String)] {
        [
            ("bootstrap.servers", configuration.bootstrap),
            ("client.id", configuration.clientID),
            ("message.max.bytes", "\(Self.messageLimitBytes)"),
            // Small records must not wait for the acknowledgement of the one before (librdkafka 2.0.2 has Nagle on).
            ("socket.nagle.disable", "true"),
            ("socket.keepalive.enable", "true"),
            ("socket.timeout.ms", milliseconds(configuration.requestTimeout)),
            ("socket.connection.setup.timeout.ms", "3000"),
            // A broker that comes back is found within a second.
            ("reconnect.backoff.ms", "50"),
            ("reconnect.backoff.max.ms", "1000"),
            ("topic.metadata.refresh.interval.ms", milliseconds(configuration.metadataRefresh)),
            ("topic.metadata.refresh.fast.interval.ms", "100"),
            ("topic.metadata.propagation.max.ms", "5000"),
            ("log.thread.name", "false"),
        ]
    }

    /// Idempotent, acknowledged by all, sent at once.
    var producing: [(String, String)] {
        [
            ("enable.idempotence", "true"),
            // A record that fails must not be followed by a later one that lands: a commit log with a hole is an alarm.
            ("enable.gapless.guarantee", "true"),
            ("acks", "all"),
            ("linger.ms", "0"),
            ("message.timeout.ms", milliseconds(configuration.deliveryTimeout)),
            ("request.timeout.ms", milliseconds(configuration.deliveryTimeout)),
            ("retry.backoff.ms", "20"),
            // The bound is ours (`maximumInFlightBytes`), with waiting instead of refusal; librdkafka's must lie above it.
            ("queue.buffering.max.messages", "10000000"),
            ("queue.buffering.max.kbytes", "2000000"),
        ]
    }

    /// Fetches at exactly the position asked for, says so when it cannot, and keeps little ahead.
    ///
    /// - Parameter committed: leaves out what transactions have not committed, and tells how far the log was read where no record shows it.
    func reading(committed: Bool) -> [(String, String)] {
        [
            ("auto.offset.reset", "error"),
            ("isolation.level", committed ? "read_committed" : "read_uncommitted"),
            ("enable.partition.eof", committed ? "true" : "false"),
            ("enable.auto.commit", "false"),
            ("enable.auto.offset.store", "false"),
            // A reader that joins others on a connection waits for the fetch under way, at most this long.
            ("fetch.wait.max.ms", "50"),
            ("fetch.error.backoff.ms", "20"),
            ("fetch.message.max.bytes", "1048576"),
            ("queued.min.messages", "\(configuration.readerBufferRecords)"),
            ("queued.max.messages.kbytes", "\(max(1, configuration.readerBufferBytes / 1000))"),
        ]
    }

    /// A member of a group that is told its partitions and never fetches from them.
    func member(of group: String, as name: String) -> [(String, String)] {
        [
            ("group.id", group),
            ("client.id", name),
            ("session.timeout.ms", milliseconds(configuration.sessionTimeout)),
            ("heartbeat.interval.ms", milliseconds(configuration.heartbeatInterval)),
            // The cooperative assignor of 2.0.2 has several defects.
            ("partition.assignment.strategy", "range"),
            ("auto.offset.reset", "error"),
            ("enable.auto.commit", "false"),
            ("enable.auto.offset.store", "false"),
            ("fetch.message.max.bytes", "1"),
            ("queued.min.messages", "1"),
        ]
    }

    /// librdkafka's settings object with all of these; the caller owns it until it makes a client of it.
    ///
    /// - Throws: `.invalidConfiguration` naming the property.
    func make(_ specific: [(String, String)]) throws -> OpaquePointer {
        if let name = configuration.properties.keys.sorted().first(where: { Self.reserved.contains($0) || $0.hasSuffix("_cb") }) {
            throw LogError(.invalidConfiguration, "the Kafka property \(name) is decided by this program and cannot be set")
        }
        guard let settings = rd_kafka_conf_new() else { throw LogError(.unavailable, "out of memory") }
        let foreign = configuration.properties.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        for (name, value) in common + specific + foreign {
            var message = [CChar](repeating: 0, count: 512)
            guard rd_kafka_conf_set(settings, name, value, &message, message.count) == RD_KAFKA_CONF_OK else {
                rd_kafka_conf_destroy(settings)
                // The value may be a secret; librdkafka's message names the property only.
                throw LogError(.invalidConfiguration, "the Kafka property \(name) is not accepted: \(string(message))")
            }
        }
        return settings
    }
}

/// A duration as librdkafka takes it.
func milliseconds(_ duration: Duration) -> String { "\(wholeMilliseconds(duration))" }

/// Whole milliseconds, at least 1.
func wholeMilliseconds(_ duration: Duration) -> Int32 {
    let whole = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    return Int32(clamping: max(1, whole))
}

/// The text in a C buffer.
func string(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
