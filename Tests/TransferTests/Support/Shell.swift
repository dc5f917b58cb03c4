import Foundation

/// Runs a command line and gives back what it writes. Blocks.
enum Shell {
    static func run(_ line: String) throws -> [UInt8] {
        let process = Process()
        (process.executableURL, process.arguments) = (URL(fileURLWithPath: "/bin/sh"), ["-c", line])
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw RawListener.Failure(description: "\(line): \(process.terminationStatus)") }
        return Array(bytes)
    }
}
