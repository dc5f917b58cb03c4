/// Why a process will not start or cannot go on: a name for scripts and alarms, a sentence for people, an exit code for the supervisor.
public struct StartRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// Stable and machine-readable: `store_in_use`, `installation_mismatch`, …
    public let code: String
    /// What is wrong and what to do about it.
    public let message: String
    /// What the process ends with.
    public let exitCode: ExitCode

    /// A refusal.
    public init(_ code: String, _ message: String, exitCode: ExitCode) {
        (self.code, self.message, self.exitCode) = (code, message, exitCode)
    }

    /// `code: message`.
    public var description: String { "\(code): \(message)" }
}
