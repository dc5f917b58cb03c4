public import Contracts

/// What a check found.
public struct HealthStatus: Sendable, Hashable {
    /// Whether all is well.
    public let isHealthy: Bool
    /// What is wrong; nil when all is well.
    public let reason: String?
    /// Figures that help, such as `rebuildRatio`; no personal data.
    public let details: [String: JSONValue]

    /// All is well.
    public static func healthy(_ details: [String: JSONValue] = [:]) -> HealthStatus {
        HealthStatus(isHealthy: true, reason: nil, details: details)
    }

    /// Something is not as it must be.
    public static func unhealthy(_ reason: String, _ details: [String: JSONValue] = [:]) -> HealthStatus {
        HealthStatus(isHealthy: false, reason: reason, details: details)
    }

    private init(isHealthy: Bool, reason: String?, details: [String: JSONValue]) {
        (self.isHealthy, self.reason, self.details) = (isHealthy, reason, details)
    }
}
