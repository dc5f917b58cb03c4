/// What `sakarkiv up` was asked to start.
struct UpOptions: Sendable, Equatable {
    /// Instances of one service at most.
    static let instancesMax = 9

    /// `local`, or `kafka:host:port,…`.
    var log = "local"
    /// How many of each.
    var instances: [ServiceName: Int] = [:]
    /// The first instance's port.
    var ports: [ServiceName: Int] = [:]

    init(_ invocation: Invocation, environment: [String: String]) throws {
        if let named = environment["SAKARKIV_LOG"], !named.isEmpty { log = named }
        if let brokers = invocation.value("kafka") { log = "kafka:\(brokers)" }
        for (name, text) in try Self.pairs("scale", invocation) {
            guard let number = Int(text), (0...Self.instancesMax).contains(number) else {
                throw invocation.usage("--scale \(name.rawValue)= takes a number up to \(Self.instancesMax), not «\(text)»")
            }
            instances[name] = number
        }
        for (name, text) in try Self.pairs("port", invocation) {
            guard let port = Int(text), (1...65_000).contains(port) else {
                throw invocation.usage("--port \(name.rawValue)= takes a port number, not «\(text)»")
            }
            ports[name] = port
        }
    }

    /// The processes to start, in order.
    ///
    /// - Parameters:
    ///   - programs: the directory with the programs.
    ///   - environment: what they inherit.
    func launches(programs: String, data: String, environment: [String: String]) -> [ServiceLaunch] {
        // What tells the command where a service is would tell the service that all its instances are reached there.
        let forTheCommand = Set(ServiceName.allCases.map(\.urlKey) + ["SAKARKIV_TOKEN"])
        let inherited = environment.filter { !forTheCommand.contains($0.key) }
        return ServiceName.allCases.flatMap { service in
            (0..<(instances[service] ?? 1)).map { index in
                let port = (ports[service] ?? service.defaultPort) + index
                let own = [
                    "SAKARKIV_DATA": data, "SAKARKIV_LOG": log, "SAKARKIV_INSTANCE": String(index + 1),
                    "SAKARKIV_\(service.rawValue.uppercased())_PORT": String(port),
                ]
                return ServiceLaunch(
                    service: service, number: index + 1, port: port, executable: "\(programs)/\(service.rawValue)",
                    environment: inherited.merging(own) { _, new in new }, logFile: "\(data)/logs/\(service.rawValue)-\(index + 1).log")
            }
        }
    }

    /// `registry=3`, or several with commas.
    private static func pairs(_ option: String, _ invocation: Invocation) throws -> [(ServiceName, String)] {
        try invocation.values(option).flatMap { $0.split(separator: ",") }.map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw invocation.usage("--\(option) takes SERVICE=NUMBER, not «\(pair)»") }
            guard let service = ServiceName(rawValue: parts[0]) else {
                let nearest = NearestName.of(parts[0], among: ServiceName.allCases.map(\.rawValue))
                throw invocation.usage("there is no service «\(parts[0])»" + (nearest.map { "; did you mean «\($0)»?" } ?? ""))
            }
            return (service, parts[1])
        }
    }
}
