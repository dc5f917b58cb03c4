/// Something an operator should know about the configuration.
public struct ConfigurationFinding: Hashable, Sendable, CustomStringConvertible {
    /// How bad it is.
    public enum Severity: String, Sendable {
        /// The service starts all the same, and says so.
        case warning
        /// The service does not start.
        case fault
    }

    /// How bad it is.
    public let severity: Severity
    /// Which key.
    public let key: String
    /// What is wrong and what would be right; never the value of a secret.
    public let message: String

    /// A finding.
    public init(_ severity: Severity, key: String, _ message: String) {
        (self.severity, self.key, self.message) = (severity, key, message)
    }

    /// `fault: SAKARKIV_X: message`.
    public var description: String { "\(severity.rawValue): \(key): \(message)" }
}
