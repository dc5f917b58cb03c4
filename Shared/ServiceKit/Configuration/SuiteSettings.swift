public import Observability

/// The effective values of the keys that every service has.
public struct SuiteSettings: Sendable {
    /// Which service this is.
    public let service: ServiceName
    /// Which instance of it.
    public let instance: Int
    /// The data directory.
    public let data: DataDirectory
    /// The installation's name, where the operator has given it one.
    public let installation: String?
    /// The log it stands on.
    public let log: LogSetting
    /// What the names of all topics begin with.
    public let topicPrefix: String
    /// Partitions of each keyed topic.
    public let partitions: Int
    /// Passed on to librdkafka.
    public let kafkaProperties: [(name: String, value: String)]
    /// The address to listen on.
    public let address: String
    /// The port to listen on; 0 = any free one.
    public let port: Int
    /// How long work under way may take after SIGTERM.
    public let grace: Duration
    /// Lines below this level are not written.
    public let logLevel: LogLevel
    /// Where lines with personal data go.
    public let restrictedLogFile: String?
    /// Who may call; nil = development tokens.
    public let tokensFile: String?
    /// Which partners there are; nil = `<data>/partners.json`.
    public let partnersFile: String?
    /// How long a message may lie in quarantine, days.
    public let quarantineDays: Int
    /// Requests that are passed on to other instances at once; nil = as many as are held.
    public let forwardedRequests: Int?
    /// Connections that one address may hold; nil = half of all.
    public let connectionsPerAddress: Int?
    /// What the server allows slow callers.
    let callers: CallerSettings
    /// Which commit the program was built from, as whoever built it says.
    public let commit: String?
    private let configuredURL: String?

    /// The settings of a service from what its table read.
    ///
    /// - Throws: `unreachable_address` when the service would listen on all addresses and nobody says at which one it is reached.
    public init(_ service: ServiceName, _ configuration: Configuration) throws(StartRefusal) {
        let keys = SuiteKeys(service)
        self.service = service
        instance = configuration[keys.instance]
        data = DataDirectory(configuration[keys.data])
        installation = configuration[keys.installation]
        log = configuration[keys.log]
        topicPrefix = configuration[keys.topicPrefix]
        partitions = configuration[keys.partitions]
        kafkaProperties = configuration[keys.kafkaProperties]
        address = configuration[keys.address]
        port = configuration.origin(of: keys.port) == .standard ? service.defaultPort + instance - 1 : configuration[keys.port]
        grace = configuration[keys.grace]
        logLevel = configuration[keys.logLevel]
        restrictedLogFile = configuration[keys.restrictedLogFile]
        tokensFile = configuration[keys.tokensFile]
        partnersFile = configuration[keys.partnersFile]
        quarantineDays = configuration[keys.quarantineDays]
        forwardedRequests = configuration[keys.forwardedRequests]
        connectionsPerAddress = configuration[keys.connectionsPerAddress]
        callers = CallerSettings(
            proxies: configuration[keys.proxies], headSeconds: configuration[keys.httpHead], idleSeconds: configuration[keys.httpIdle],
            leastBytesPerSecond: configuration[keys.httpLeastRate])
        commit = configuration[keys.commit]
        configuredURL = configuration[keys.url]
        guard configuredURL != nil || IPAddress(address)?.isUnspecified != true else {
            throw StartRefusal(
                "unreachable_address", "\(keys.address.name) \(address) means every address: say in \(keys.url.name) which one others use",
                exitCode: .configuration)
        }
    }

    /// The directory of this instance's stores.
    public var stores: String { data.stores(of: service, instance: instance) }

    /// Whether only this machine can reach the service.
    public var isLoopback: Bool { IPAddress(address)?.isLoopback == true }

    /// Where others reach this instance, once it is known which port it got.
    public func url(boundPort: Int) -> String {
        if let configuredURL { return configuredURL }
        return IPAddress(address)?.isIPv6 == true ? "http://[\(address)]:\(boundPort)" : "http://\(address):\(boundPort)"
    }
}
