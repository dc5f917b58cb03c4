public import Contracts

/// What all checks found.
public struct HealthReport: Sendable, Hashable {
    /// One check's name and what it found.
    public struct Entry: Sendable, Hashable {
        /// The check.
        public let name: String
        /// What it found.
        public let status: HealthStatus
    }

    /// In the order the checks were added.
    public let entries: [Entry]

    /// Whether every check is content.
    public var isHealthy: Bool { entries.allSatisfy(\.status.isHealthy) }

    /// `{"status": "ok" | "failing", "checks": [{"name", "status", "reason"?, "details"?}]}`.
    public var json: JSONValue {
        [
            "status": .string(isHealthy ? "ok" : "failing"),
            "checks": .array(
                entries.map { entry in
                    var members: [String: JSONValue] = [
                        "name": .string(entry.name), "status": .string(entry.status.isHealthy ? "ok" : "failing"),
                    ]
                    if let reason = entry.status.reason { members["reason"] = .string(reason) }
                    if !entry.status.details.isEmpty { members["details"] = .object(entry.status.details) }
                    return .object(members)
                }),
        ]
    }
}
