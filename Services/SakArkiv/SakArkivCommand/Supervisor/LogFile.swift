import Contracts
import Foundation

/// The file that takes a service's words. The one before is kept; it never grows without end over restarts.
enum LogFile {
    /// A file larger than this at a start becomes `….1`.
    static let bytesMax = 16 * 1024 * 1024
    /// Read from the end when a death is told of.
    private static let tailBytes = 8_192

    /// Opens it for appending; the descriptor is the caller's to close.
    static func open(_ path: String) throws -> Int32 {
        let files = FileManager.default
        // A file that is not there has no size.
        let size = (try? files.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        if size > bytesMax { rename(path, "\(path).1") }
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure(.configuration, "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        return descriptor
    }

    /// Its last lines, of those written after `start` (in bytes).
    static func tail(_ path: String, from start: Int = 0, lines: Int) -> [String] {
        // A log that cannot be read has nothing to tell; the death is told of anyway.
        guard let handle = try? FileHandle(forReadingFrom: URL(filePath: path)) else { return [] }
        let end = Int((try? handle.seekToEnd()) ?? 0)
        try? handle.seek(toOffset: UInt64(max(start, end - tailBytes, 0)))
        let text = String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self)
        return text.split(separator: "\n").suffix(lines).map { readable(String($0)) }
    }

    /// A service's JSON line as a person reads it: level, message and reason; any other line as it is.
    static func readable(_ line: String) -> String {
        guard let entry = try? JSONValue.parse(Data(line.utf8)), let message = entry["message"]?.text else { return line }
        return [entry["level"]?.text, message, entry["reason"]?.text].compactMap { $0 }.joined(separator: ": ")
    }
}
