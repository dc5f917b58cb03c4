import Synchronization

/// Keeps a line that would repeat out of the log for a while, and counts how often.
///
/// One limit belongs to one place in the program. What is the same line is told apart by a key, such as the code of an error: never by what strangers
/// write, which could be made without end.
public final class LineLimit: Sendable {
    /// How often the same line may stand in the log, by default.
    public static let limitIntervalDefault: Duration = .seconds(30)
    /// The most keys that are told apart; further ones count as one.
    public static let limitKeys = 1_000

    private struct Line {
        var writtenAt: Duration
        var suppressed: Int
    }

    private let interval: Duration
    private let time: any TimeSource
    private let lines = Mutex<[String: Line]>([:])

    /// A limit of one line each interval.
    public init(interval: Duration = limitIntervalDefault, time: any TimeSource) { (self.interval, self.time) = (interval, time) }

    /// How many lines of that key were kept out since the last one, when another may be written now; nil when this one is to be kept out.
    public func admit(_ key: String = "") -> Int? {
        let now = time.elapsed()
        return lines.withLock { lines in
            let key = lines[key] != nil || lines.count < LineLimit.limitKeys ? key : "…"
            guard let last = lines[key] else {
                lines[key] = Line(writtenAt: now, suppressed: 0)
                return 0
            }
            guard now - last.writtenAt >= interval else {
                lines[key]?.suppressed += 1
                return nil
            }
            lines[key] = Line(writtenAt: now, suppressed: 0)
            return last.suppressed
        }
    }
}

extension Logger {
    /// Writes a line unless the same one was written just now. `repeated` says how many were kept out since.
    ///
    /// - Parameter key: tells lines of one place apart, such as an error's code.
    public func limited(
        _ level: LogLevel, _ message: StaticString, by limit: LineLimit, key: String = "", _ fields: @autoclosure () -> Fields = [:]
    ) {
        guard level >= self.level, let suppressed = limit.admit(key) else { return }
        let line = suppressed > 0 ? with(["repeated": .number(suppressed)]) : self
        line.log(level, message, fields())
    }
}
