/// Why a command ended without doing what it was asked, in words for the person who asked.
public struct CommandFailure: Error, Sendable, Equatable {
    /// What the process exits with.
    public let code: ExitCode
    /// What went wrong, one sentence without a full stop at the end.
    public let message: String
    /// What to do about it, when there is something.
    public let advice: String?

    /// A failure with its exit code.
    public init(_ code: ExitCode, _ message: String, advice: String? = nil) {
        (self.code, self.message, self.advice) = (code, message, advice)
    }
}
