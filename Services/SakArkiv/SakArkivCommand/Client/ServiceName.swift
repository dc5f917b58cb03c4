/// The four services.
enum ServiceName: String, Sendable, CaseIterable, Codable {
    case registry, documents, retention, notifications

    /// The first instance's port; further ones count upwards.
    var defaultPort: Int {
        switch self {
        case .registry: 7410
        case .documents: 7420
        case .retention: 7430
        case .notifications: 7440
        }
    }

    /// `SAKARKIV_REGISTRY_URL`: where the command finds it.
    var urlKey: String { "SAKARKIV_\(rawValue.uppercased())_URL" }
}

extension ServiceName {
    /// The service that `--service` names.
    static func named(_ invocation: Invocation, default service: ServiceName) throws -> ServiceName {
        guard let name = invocation.value("service") else { return service }
        guard let found = ServiceName(rawValue: name) else {
            throw invocation.usage("--service takes \(allCases.map(\.rawValue).joined(separator: ", ")), not «\(name)»")
        }
        return found
    }
}
