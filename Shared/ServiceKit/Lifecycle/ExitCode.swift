/// How a process ends, after `sysexits.h`, so that a supervisor can tell what is worth trying again.
public struct ExitCode: RawRepresentable, Hashable, Sendable {
    /// The process's exit status.
    public let rawValue: Int32

    /// Any status.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// It did what it was asked, and ended as asked.
    public static let ok = ExitCode(rawValue: 0)
    /// Wrong command line (EX_USAGE).
    public static let usage = ExitCode(rawValue: 64)
    /// A file of the data directory is damaged or not ours (EX_DATAERR).
    public static let dataError = ExitCode(rawValue: 65)
    /// Something it needs is not there: the broker, a port (EX_UNAVAILABLE). Worth trying again.
    public static let unavailable = ExitCode(rawValue: 69)
    /// A fault of the program (EX_SOFTWARE).
    public static let software = ExitCode(rawValue: 70)
    /// A file or directory cannot be made (EX_CANTCREAT).
    public static let cannotCreate = ExitCode(rawValue: 73)
    /// Reading or writing failed, a full disk among others (EX_IOERR). Worth trying again.
    public static let inputOutput = ExitCode(rawValue: 74)
    /// Another process has what this one needs, or work was cut off at the end of the grace period (EX_TEMPFAIL). Worth trying again.
    public static let temporary = ExitCode(rawValue: 75)
    /// A file or address may not be used by this user (EX_NOPERM).
    public static let noPermission = ExitCode(rawValue: 77)
    /// The configuration is wrong (EX_CONFIG). Trying again does not help.
    public static let configuration = ExitCode(rawValue: 78)

    /// Ended by a signal before its work was done, as a shell counts it.
    public static func signal(_ number: Int32) -> ExitCode { ExitCode(rawValue: 128 + number) }
}
