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
    /// What the process ends with when it is a fault.
    public let exitCode: ExitCode

    /// A finding.
    public init(_ severity: Severity, key: String, _ message: String, exitCode: ExitCode = .configuration) {
        (self.severity, self.key, self.message, self.exitCode) = (severity, key, message, exitCode)
    }

    /// `fault: SAKARKIV_X: message`.
    public var description: String { "\(severity.rawValue): \(key): \(message)" }
}
