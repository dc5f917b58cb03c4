import Foundation

/// Where each service's instances answer.
struct ServiceAddresses: Sendable, Equatable, Codable {
    /// Base URLs, first instance first, without a slash at the end.
    private(set) var urls: [String: [String]]

    init(_ urls: [ServiceName: [String]]) {
        self.urls = Dictionary(uniqueKeysWithValues: urls.map { ($0.key.rawValue, $0.value.map(Self.trimmed)) })
    }

    /// All known instances of one service; at least one.
    func all(_ service: ServiceName) -> [String] { urls[service.rawValue] ?? ["http://127.0.0.1:\(service.defaultPort)"] }

    /// The one to ask first.
    func first(_ service: ServiceName) -> String { all(service)[0] }

    /// In this order: the option `--registry`, the environment, what `sakarkiv up` wrote into the data directory, the default ports.
    static func find(_ invocation: Invocation, environment: [String: String], data: String) -> ServiceAddresses {
        // No file, or one that is not ours: the defaults hold.
        let running = (try? Data(contentsOf: URL(filePath: fileName(data)))).flatMap {
            try? JSONDecoder().decode(ServiceAddresses.self, from: $0)
        }
        var found: [ServiceName: [String]] = [:]
        for service in ServiceName.allCases {
            if let named = invocation.value(service.rawValue) ?? environment[service.urlKey], !named.isEmpty {
                found[service] = named.split(separator: ",").map(String.init)
            } else if let written = running?.urls[service.rawValue], !written.isEmpty {
                found[service] = written
            }
        }
        return ServiceAddresses(found)
    }

    /// Writes what `find` reads.
    func write(data: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(filePath: Self.fileName(data)), options: .atomic)
    }

    /// Takes back what `write` wrote: whoever asks later shall not look for what has stopped.
    static func remove(data: String) {
        // A file that is gone already is as good.
        try? FileManager.default.removeItem(atPath: fileName(data))
    }

    /// `<data>/run/addresses.json`.
    static func fileName(_ data: String) -> String { "\(data)/run/addresses.json" }

    private static func trimmed(_ url: String) -> String { url.hasSuffix("/") ? String(url.dropLast()) : url }
}
