import Glibc
import Synchronization

/// Where finished log lines go.
public protocol LogSink: Sendable {
    /// Takes one line, newline included. It never fails towards the caller: a log that cannot be written must not stop the archive.
    func write(_ line: [UInt8])
}

/// Lines to a file descriptor, each with one `write(2)`, so that lines of several processes on one pipe do not mix.
public final class DescriptorSink: LogSink {
    private let descriptor: Int32
    // A line longer than PIPE_BUF (4096 bytes) may be cut by the kernel; the lock keeps the lines of this process apart all the same.
    private let turn = Mutex(())

    /// Writes to an open descriptor, which stays the caller's to close.
    public init(descriptor: Int32) { self.descriptor = descriptor }

    /// Standard output: the ordinary log.
    public static let standardOutput = DescriptorSink(descriptor: STDOUT_FILENO)

    /// Writes the line, again after an interrupted call; any other fault drops it.
    public func write(_ line: [UInt8]) {
        turn.withLock { _ in
            line.withUnsafeBytes { bytes in
                var rest = bytes[...]
                while !rest.isEmpty {
                    let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                    if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
                }
            }
        }
    }
}

/// Lines kept in memory, for tests.
public final class CapturedLog: LogSink {
    /// The oldest lines beyond this count are dropped.
    public static let limitLines = 100_000

    private let kept = Mutex<[String]>([])

    /// An empty log.
    public init() {}

    /// Keeps the line.
    public func write(_ line: [UInt8]) {
        let text = String(decoding: line.last == UInt8(ascii: "\n") ? line.dropLast() : line[...], as: UTF8.self)
        kept.withLock { kept in
            kept.append(text)
            if kept.count > CapturedLog.limitLines { kept.removeFirst(kept.count - CapturedLog.limitLines) }
        }
    }

    /// The lines so far, without their newlines.
    public var lines: [String] { kept.withLock { $0 } }
}
