public import Observability
import ShardRuntime

/// The keys that every service of the suite has (DESIGN, "Fixed from outside").
public struct SuiteKeys: Sendable {
    /// `SAKARKIV_DATA`.
    public let data = ConfigurationKey("SAKARKIV_DATA", .path, default: "./data", "data directory; each installation has its own")
    /// `SAKARKIV_INSTALLATION`.
    public let installation = ConfigurationKey(
        "SAKARKIV_INSTALLATION", .optional(.installation),
        "the installation's name, the same on every machine of it; made at random with the data directory when not given, "
            + "which will do for one machine only")
    /// `SAKARKIV_INSTANCE`.
    public let instance = ConfigurationKey(
        "SAKARKIV_INSTANCE", .integer(1...999), default: "1", "number of this instance among those of its service on this data directory")
    /// `SAKARKIV_LOG`.
    public let log = ConfigurationKey("SAKARKIV_LOG", .log, default: "local", "the log the suite stands on")
    /// `SAKARKIV_TOPIC_PREFIX`.
    public let topicPrefix = ConfigurationKey(
        "SAKARKIV_TOPIC_PREFIX", .topicPrefix, default: "sakarkiv.", "what the names of all topics begin with")
    /// `SAKARKIV_PARTITIONS`.
    public let partitions = ConfigurationKey(
        "SAKARKIV_PARTITIONS", .integer(1...1_024), default: "4", unit: "partitions",
        "partitions of each keyed topic; fixed when the installation is made")
    /// `SAKARKIV_KAFKA_PROPERTIES`.
    public let kafkaProperties = ConfigurationKey(
        "SAKARKIV_KAFKA_PROPERTIES", .properties, secret: true,
        "passed on to librdkafka, such as security.protocol=SASL_SSL;sasl.password=…")
    /// `SAKARKIV_<SERVICE>_ADDRESS`.
    public let address: ConfigurationKey<String>
    /// `SAKARKIV_<SERVICE>_PORT`.
    public let port: ConfigurationKey<Int>
    /// `SAKARKIV_<SERVICE>_URL`.
    public let url: ConfigurationKey<String?>
    /// `SAKARKIV_<SERVICE>_FORWARDED_REQUESTS`.
    public let forwardedRequests: ConfigurationKey<Int?>
    /// `SAKARKIV_<SERVICE>_CONNECTIONS_PER_ADDRESS`.
    public let connectionsPerAddress: ConfigurationKey<Int?>
    /// `SAKARKIV_PROXIES`.
    public let proxies = ConfigurationKey(
        "SAKARKIV_PROXIES", .addressRanges, default: "",
        "addresses of proxies in front and of instances that pass much on, such as 127.0.0.1,10.0.0.0/8: they stand for many callers, and their "
            + "connections are not limited by address; let the proxy limit its own callers")
    /// `SAKARKIV_HTTP_HEAD_SECONDS`.
    public let httpHead = ConfigurationKey(
        "SAKARKIV_HTTP_HEAD_SECONDS", .integer(1...600), default: "20", unit: "seconds",
        "how long the head of a request may take in all; the first one's time begins with the connection")
    /// `SAKARKIV_HTTP_IDLE_SECONDS`.
    public let httpIdle = ConfigurationKey(
        "SAKARKIV_HTTP_IDLE_SECONDS", .integer(1...3_600), default: "60", unit: "seconds",
        "how long a connection is kept between two requests")
    /// `SAKARKIV_HTTP_LEAST_BYTES_PER_SECOND`.
    public let httpLeastRate = ConfigurationKey(
        "SAKARKIV_HTTP_LEAST_BYTES_PER_SECOND", .integer(0...1_000_000), default: "240", unit: "bytes a second",
        "how fast a body must come, over 20 seconds, and an answer be read, over the idle time; slower callers are cut off")
    /// `SAKARKIV_TOKENS_FILE`.
    public let tokensFile = ConfigurationKey(
        "SAKARKIV_TOKENS_FILE", .optional(.path),
        "who may call: {\"tokens\": [{\"identity\", \"role\", \"sha256\" of the token, \"kommuner\": \"alle\" or a list}]}; readable and writable for nobody else; without it development "
            + "tokens are made, on loopback only")
    /// `SAKARKIV_PARTNERS_FILE`.
    public let partnersFile = ConfigurationKey(
        "SAKARKIV_PARTNERS_FILE", .optional(.path),
        "which partners may write for whom, readable and writable for nobody else; <data>/partners.json when not given")
    /// `SAKARKIV_QUARANTINE_DAYS`.
    public let quarantineDays = ConfigurationKey(
        "SAKARKIV_QUARANTINE_DAYS", .integer(1...Topics.limitQuarantineDays), default: String(Topics.limitQuarantineDays), unit: "days",
        "how long a message that was set aside waits for somebody to act on it; then its content is given no more, and it is discarded")
    /// `SAKARKIV_GRACE_SECONDS`.
    public let grace = ConfigurationKey(
        "SAKARKIV_GRACE_SECONDS", .seconds(0...3_600), default: "25", unit: "seconds",
        "how long work under way may take after SIGTERM; keep it below the supervisor's own limit")
    /// `SAKARKIV_LOG_LEVEL`.
    public let logLevel = ConfigurationKey<LogLevel>(
        "SAKARKIV_LOG_LEVEL", .choice, default: "info", "lines below this level are not written")
    /// `SAKARKIV_RESTRICTED_LOG_FILE`.
    public let restrictedLogFile = ConfigurationKey(
        "SAKARKIV_RESTRICTED_LOG_FILE", .optional(.path),
        "where log lines with personal data go, mode 0600; without it those fields are dropped")

    /// `SAKARKIV_COMMIT`.
    public let commit = ConfigurationKey<String?>(
        "SAKARKIV_COMMIT", .optional(.text),
        "which commit the program was built from, for sakarkiv_build_info; images and compose/up set it")

    /// The keys as one service has them.
    public init(_ service: ServiceName) {
        let word = service.keyWord
        address = ConfigurationKey(
            "SAKARKIV_\(word)_ADDRESS", .address, default: "127.0.0.1",
            "address to listen on; anything but loopback needs SAKARKIV_TOKENS_FILE")
        port = ConfigurationKey(
            "SAKARKIV_\(word)_PORT", .integer(0...65_535), default: String(service.defaultPort),
            "port to listen on, 0 = any free one; when not given, further instances count upwards")
        url = ConfigurationKey(
            "SAKARKIV_\(word)_URL", .optional(.url),
            "where the other instances and people reach this one; from address and port when not given")
        forwardedRequests = ConfigurationKey(
            "SAKARKIV_\(word)_FORWARDED_REQUESTS", .optional(.integer(1...200_000)), unit: "requests",
            "how many are passed on to other instances at once, a connection each; as many as are held here when not given")
        connectionsPerAddress = ConfigurationKey(
            "SAKARKIV_\(word)_CONNECTIONS_PER_ADDRESS", .optional(.integer(1...200_000)), unit: "connections",
            "how many one address (of IPv6: one /64) may hold at once, more are closed; half of what is held here when not given")
    }

    /// The keys for a table, in the order they are shown.
    public var listed: [ListedKey] {
        [
            data.listed, installation.listed, instance.listed, log.listed, topicPrefix.listed, partitions.listed, kafkaProperties.listed,
            address.listed, port.listed, url.listed, forwardedRequests.listed, connectionsPerAddress.listed, proxies.listed,
            httpHead.listed, httpIdle.listed, httpLeastRate.listed, tokensFile.listed, partnersFile.listed, quarantineDays.listed,
            grace.listed,
            logLevel.listed, restrictedLogFile.listed, commit.listed,
        ] + SnapshotKeys().listed
    }
}
