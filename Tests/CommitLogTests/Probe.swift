import Foundation
import Glibc
import Synchronization
import Waiting

/// A `LogWriterProbe` process. What it prints is kept line by line.
final class Probe: Sendable {
    /// Nothing a probe does takes this long.
    private static let patience = Duration.seconds(30)

    private struct State {
        var lines: [String] = []
        var hasEnded = false
    }

    struct Impatience: Error, CustomStringConvertible {
        let description: String
    }

    let processID: Int32
    private let state = Mutex(State())

    /// Starts it with `mode name=value …`.
    init(_ arguments: String...) throws {
        let here = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let process = Process()
        process.executableURL = URL(filePath: here).deletingLastPathComponent().appending(path: "LogWriterProbe")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        processID = process.processIdentifier
        let handle = pipe.fileHandleForReading
        Thread.detachNewThread { [self] in
            var rest = Data()
            while true {
                let data = handle.availableData
                if data.isEmpty { break }
                rest += data
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    let line = String(decoding: rest[..<end], as: UTF8.self)
                    state.withLock { $0.lines.append(line) }
                    rest = Data(rest[(end + 1)...])
                }
            }
            process.waitForEnd()
            state.withLock { $0.hasEnded = true }
        }
    }

    /// What it has printed so far.
    var lines: [String] { state.withLock { $0.lines } }

    /// Waits until `condition` holds for what it has printed.
    func waits(for what: String, _ condition: ([String]) -> Bool) async throws {
        let deadline = ContinuousClock.now + Self.patience
        while !condition(lines) {
            guard ContinuousClock.now < deadline, !state.withLock({ $0.hasEnded }) || condition(lines) else {
                throw Impatience(description: "no \(what); it said \(lines.suffix(5))")
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    func send(_ signal: Int32) { kill(processID, signal) }

    /// Kills it if it still runs, and returns everything it has printed once it is gone.
    @discardableResult
    func end(_ signal: Int32 = SIGKILL) async throws -> [String] {
        if !state.withLock({ $0.hasEnded }) { send(signal) }
        return try await lastWords()
    }

    /// Everything it has printed once it has ended by itself.
    func lastWords() async throws -> [String] {
        let deadline = ContinuousClock.now + Self.patience
        while !state.withLock({ $0.hasEnded }) {
            guard ContinuousClock.now < deadline else { throw Impatience(description: "it does not end; it said \(lines.suffix(5))") }
            try await Task.sleep(for: .milliseconds(5))
        }
        return lines
    }
}
