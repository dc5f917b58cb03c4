import Domain
import Foundation
import ServiceTestSupport
import Testing
import Waiting

@testable import NotificationsService

@Suite struct PageTests {
    /// Debian's chromium and a Python to drive it; nil where either is absent.
    private static let tools: (chromium: String, python: String)? = {
        func first(_ paths: [String]) -> String? { paths.first { FileManager.default.isExecutableFile(atPath: $0) } }
        guard let chromium = first(["/usr/bin/chromium", "/usr/bin/chromium-browser"]), let python = first(["/usr/bin/python3"]) else {
            return nil
        }
        return (chromium, python)
    }()

    @Test(.enabled(if: tools != nil, "chromium and python3 are not installed: apt-get install chromium python3"), .timeLimit(.minutes(5)))
    func `a caseworker logs in, subscribes, follows, reads, filters and leaves, by keyboard and within the rules of accessibility`()
        async throws
    {
        let tools = try #require(Self.tools)
        let folder = try DataFolder()
        let logg = try await Registerlogg(folder)
        var register = try Registerproeve()
        try await logg.write(newOf: register)
        let service = try await RunningNotifications.start(in: folder)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tools.python)
        let script = try #require(Bundle.module.url(forResource: "Browser", withExtension: nil)).appendingPathComponent("page_test.py").path
        process.arguments = [script, tools.chromium, service.url, try service.token(of: "saksbehandler")]
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
        let (output, input) = (Pipe(), Pipe())
        (process.standardOutput, process.standardInput) = (output, input)
        try process.run()
        defer { if process.isRunning { process.terminate() } }
        var words: [String] = []
        let lines = LineReader(output.fileHandleForReading.fileDescriptor)
        while let line = await lines.next() {
            guard line == "publish" else {
                words.append(line)
                continue
            }
            let sak = try register.sak("Garasje i Parkgata", enhet: "Plan og bygg", ansvarlig: "Kari")
            for _ in 0..<3 { _ = try register.brev(i: sak) }
            let now = Tidspunkt(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
            try await logg.write(newOf: register, at: now)
            try input.fileHandleForWriting.write(contentsOf: Data("published\n".utf8))
        }
        #expect(await offPool { process.waitForEnd() } == 0, "\(words.joined(separator: "\n"))")
        #expect(words == ["ok"])
        await service.stop()
        await logg.close()
    }
}
