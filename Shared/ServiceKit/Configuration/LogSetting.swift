/// Which log the suite stands on: `SAKARKIV_LOG`.
public enum LogSetting: Hashable, Sendable, CustomStringConvertible {
    /// The SQLite-backed log in the data directory.
    case local
    /// Kafka, found through these brokers: `host:port`, separated by commas.
    case kafka(brokers: String)

    /// `local` or `kafka:host:port,host:port`; nil for anything else.
    public init?(_ text: String) {
        if text == "local" {
            self = .local
            return
        }
        guard text.hasPrefix("kafka:") else { return nil }
        let brokers = text.dropFirst("kafka:".count).split(separator: ",", omittingEmptySubsequences: false)
        let areAddresses = brokers.allSatisfy { broker in
            guard let colon = broker.lastIndex(of: ":"), let port = Int(broker[broker.index(after: colon)...]) else { return false }
            return colon != broker.startIndex && (1...65_535).contains(port) && !broker.contains(" ")
        }
        guard areAddresses else { return nil }
        self = .kafka(brokers: brokers.joined(separator: ","))
    }

    /// `local` or `kafka`, as an installation remembers it: brokers may move, the kind may not change.
    public var kind: String {
        switch self {
        case .local: "local"
        case .kafka: "kafka"
        }
    }

    /// As it is configured.
    public var description: String {
        switch self {
        case .local: "local"
        case .kafka(let brokers): "kafka:\(brokers)"
        }
    }
}

extension SettingType where Value == LogSetting {
    /// `local` or `kafka:host:port,host:port`.
    public static let log = SettingType(accepts: "local or kafka:host:port,host:port") { LogSetting($0) }
}
