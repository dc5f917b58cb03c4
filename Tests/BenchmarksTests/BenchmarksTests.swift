import Foundation
import Waiting
import Testing

/// The benchmarks in their smallest size, so that they go on working. What they measure is not looked at.
struct BenchmarksTests {
    @Test(.timeLimit(.minutes(15)))
    func `a quick run measures everything on the local log`() async throws {
        let (status, words) = try await offPool {
            let here = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let process = Process()
            process.executableURL = URL(filePath: here).deletingLastPathComponent().appending(path: "benchmarks")
            process.arguments = ["--quick"]
            let output = Pipe()
            process.standardOutput = output
            process.standardError = output
            try process.run()
            let words = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            return (process.waitForEnd(), words)
        }
        #expect(status == 0, "\(words)")
        let figures = [
            "sustained", "p99", "POST /cloudevents, 64 clients", "GET /sok", "replay", "publish to SSE", "webhooks delivered",
            "uploads of 1 MB", "messages with a file, to fil.lagret", "new dates of 10000 documents",
        ]
        for figure in figures {
            #expect(words.contains(figure), "\(words)")
        }
    }
}
