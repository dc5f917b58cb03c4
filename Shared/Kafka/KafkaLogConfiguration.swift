import CommitLog

/// How to reach a Kafka cluster and how much of this process it may use.
///
/// Every limit has a default that suits a service; what is not here (TLS, SASL, proxies) is passed to librdkafka through `properties`.
public struct KafkaLogConfiguration: Sendable {
    /// A line of librdkafka's own log: syslog level (3 error, 4 warning, 6 info, 7 debug), facility such as `FAIL`, and text.
    public struct LogLine: Sendable {
        /// Syslog level: 0 emergency … 7 debug.
        public let level: Int
        /// librdkafka's short name for where it comes from, such as `FAIL` or `REQTMOUT`.
        public let facility: String
        /// The text; may hold host names, never record content.
        public let text: String

        /// A line with all its parts.
        public init(level: Int, facility: String, text: String) { (self.level, self.facility, self.text) = (level, facility, text) }
    }

    /// Brokers to start from, `host:port,host:port`; the others are found through these.
    public var bootstrap: String
    /// The name under which brokers count and log this process.
    public var clientID: String
    /// Any librdkafka property beside those this module decides: `security.protocol`, `ssl.*`, `sasl.*`, `broker.address.family` …
    ///
    /// The ones correctness stands on are refused (`LogError.Code.invalidConfiguration`).
    public var properties: [String: String]

    /// Copies of each new topic; nil takes 3, or the number of brokers where there are fewer.
    public var replicationFactor: Int32?
    /// Copies that must have a record before it counts, for new topics; nil takes 2 where there are 3 copies or more, else 1.
    public var minimumInSyncReplicas: Int32?

    /// How long an append may take before its outcome is unknown.
    public var deliveryTimeout: Duration = .seconds(10)
    /// How long one question to the cluster (metadata, positions, topic settings) may take.
    public var requestTimeout: Duration = .seconds(6)
    /// How long a group waits for a silent member before it gives its partitions to others: the least that brokers allow by default. To take a
    /// partition over costs little, and who comes back late is fenced.
    public var sessionTimeout: Duration = .seconds(6)
    /// How often a member says that it lives.
    public var heartbeatInterval: Duration = .seconds(1)
    /// How soon this process hears of partitions that were added to a stranger's topic (librdkafka's own 5 minutes are long for who waits).
    public var metadataRefresh: Duration = .seconds(20)
    /// How long `close` and `leave` wait for librdkafka before they give up on a handle.
    public var closeTimeout: Duration = .seconds(5)

    /// Bytes of appends under way; further appends wait.
    public var maximumInFlightBytes = 64 * 1024 * 1024
    /// Bytes fetched ahead per open reader (one fetch of 1 MiB, or one larger record, may come on top).
    public var readerBufferBytes = 8 * 1024 * 1024
    /// Records fetched ahead per open reader.
    public var readerBufferRecords = 20_000
    /// Readers of one and the same partition in this process, each on a connection of its own.
    public var maximumReadersPerPartition = 16

    /// Takes librdkafka's own log lines, on librdkafka's threads; must not block. Nil leaves them on standard error.
    public var onLog: (@Sendable (LogLine) -> Void)?

    /// A configuration with the defaults above.
    public init(bootstrap: String, clientID: String = "sakarkiv", properties: [String: String] = [:]) {
        self.bootstrap = bootstrap
        self.clientID = clientID
        self.properties = properties
    }
}
