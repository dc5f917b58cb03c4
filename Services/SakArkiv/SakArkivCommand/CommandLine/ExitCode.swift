/// What the command tells the script that called it. The numbers are those of `sysexits.h` where it has one.
public enum ExitCode: Int32, Sendable, CaseIterable {
    /// Done, and nothing was wrong.
    case ok = 0
    /// Done, and the answer is no: a message was refused, a check found a fault, an alarm is raised.
    case refused = 1
    /// The command line makes no sense.
    case usage = 2
    /// A file is not what it should be (not XML, not JSON, not a message).
    case data = 65
    /// A file that was named cannot be read.
    case noInput = 66
    /// A service does not answer.
    case unavailable = 69
    /// A fault of ours: an answer nobody understands.
    case `internal` = 70
    /// Not now: the log is away, the receipt has not come in time. Trying again is safe.
    case temporary = 75
    /// The token is missing, or not allowed to do this.
    case notAuthorised = 77
    /// The configuration is wrong (a port in use, a broken setting).
    case configuration = 78
    /// Stopped by Ctrl-C.
    case interrupted = 130

    /// One line for `--help`.
    var meaning: String {
        switch self {
        case .ok: "done, nothing wrong"
        case .refused: "done, and the answer is no: a refusal, a fault, an alarm"
        case .usage: "the command line makes no sense"
        case .data: "a file is not a message"
        case .noInput: "a file cannot be read"
        case .unavailable: "a service does not answer"
        case .internal: "an answer that nobody understands (a bug)"
        case .temporary: "not now; trying again is safe"
        case .notAuthorised: "token missing, or not allowed to do this"
        case .configuration: "the configuration is wrong (a port in use, a bad setting)"
        case .interrupted: "stopped by Ctrl-C"
        }
    }
}
