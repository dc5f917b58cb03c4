import Foundation
import Testing
import Waiting

/// A server that others wrote, in Python: from the virtual environment that `SAKARKIV_TOOLS` names. It tells its port, and what else a
/// test must know, as one line of words, and ends when its input does: with the test, however that ends.
final class PythonServer: Sendable {
    /// The words of the first line.
    let words: [String]
    private let process: Process
    private let (input, output): (FileHandle, FileHandle)

    private static let python: URL? = ProcessInfo.processInfo.environment["SAKARKIV_TOOLS"].map {
        URL(fileURLWithPath: $0).appendingPathComponent("bin/python3")
    }

    /// Whether the environment has that package.
    static func has(_ package: String) -> Bool {
        guard let python, FileManager.default.isExecutableFile(atPath: python.path) else { return false }
        let process = Process()
        (process.executableURL, process.arguments) = (python, ["-c", "import \(package)"])
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        guard (try? process.run()) != nil else { return false }  // cannot be run: not there
        return process.waitForEnd() == 0
    }

    /// Why a test is skipped.
    static func missing(_ package: String) -> Comment {
        "no Python package \(package): set SAKARKIV_TOOLS to a virtual environment with it"
    }

    /// Starts the script and waits for its first line. Blocks.
    init(_ script: String, _ arguments: [String] = []) throws {
        process = Process()
        (process.executableURL, process.arguments) = (Self.python, ["-c", Self.endWithInput + script] + arguments)
        // Other tests set a proxy in this process.
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.lowercased().hasSuffix("_proxy") }
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        (self.input, self.output) = (input.fileHandleForWriting, output.fileHandleForReading)
        // Children of other tests must not hold the ends that are ours: the server would never see its input's end.
        for end in [self.input, self.output] { _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC) }
        try process.run()
        // The other ends are the child's: only then is the end of either seen.
        try input.fileHandleForReading.close()
        try output.fileHandleForWriting.close()
        words = try Self.line(self.output).split(separator: " ").map(String.init)
    }

    deinit {
        // Other children may hold its input open, and it inherits the signals that the thread which started it blocks: only this is sure.
        process.endAtOnce()
    }

    /// The next line it tells. Blocks, up to a minute.
    func line() throws -> String { try Self.line(output) }

    private static func line(_ output: FileHandle) throws -> String {
        var line: [UInt8] = []
        var ready = pollfd(fd: output.fileDescriptor, events: Int16(POLLIN), revents: 0)
        while Self.retrying({ poll(&ready, 1, 60_000) }) > 0, let byte = try output.read(upToCount: 1)?.first {
            if byte == 10 { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        throw RawListener.Failure(description: "the Python server ended or says nothing: \(String(decoding: line, as: UTF8.self))")
    }

    /// Again when a signal came in between: children that end send some.
    private static func retrying(_ call: () -> Int32) -> Int32 {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }

    private static let endWithInput = """
        import os, sys, threading
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        def tell(*words):
            print(*words, flush=True)

        """
}
