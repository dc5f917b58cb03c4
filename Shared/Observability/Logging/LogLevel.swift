/// How much a line matters.
public enum LogLevel: String, Sendable, Comparable, CaseIterable {
    /// For whoever looks for a fault in the program.
    case debug
    /// What happened, in the normal course.
    case info
    /// Something is not as it should be, and the service goes on.
    case warning
    /// Somebody has to do something.
    case error

    /// Debug is lowest, error highest.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warning: 2
        case .error: 3
        }
    }
}
