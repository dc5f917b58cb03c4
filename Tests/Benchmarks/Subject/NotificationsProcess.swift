import Foundation
import Transfer

/// The notifications service as a process of its own, on the data directory and log of a registry.
final class NotificationsProcess {
    /// Nothing it does here takes this long, seconds.
    private static let patienceSeconds = 300.0

    private let registry: RegistryProcess
    private let port = Int.random(in: 30_001...32_000)
    private let client = HTTPClient()
    private var process: Process?

    /// One that does not run yet.
    init(beside registry: RegistryProcess) { self.registry = registry }

    /// Starts it and waits until it is ready.
    func start() async throws {
        let here = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let process = Process()
        process.executableURL = URL(filePath: here).deletingLastPathComponent().appending(path: "notifications")
        process.environment = ProcessInfo.processInfo.environment.merging(
            [
                "SAKARKIV_DATA": registry.data, "SAKARKIV_TOPIC_PREFIX": registry.topicPrefix,
                "SAKARKIV_NOTIFICATIONS_PORT": String(port), "SAKARKIV_LOG": registry.kafka.map { "kafka:\($0)" } ?? "local",
                "SAKARKIV_LOG_LEVEL": "warning",
            ], uniquingKeysWith: { $1 })
        let words = "\(registry.data)/notifications.log"
        try Data().write(to: URL(filePath: words))
        process.standardOutput = FileHandle(forWritingAtPath: words)
        process.standardError = process.standardOutput
        try process.run()
        self.process = process
        try await eventually("a ready notifications service") {
            guard process.isRunning else {
                throw BenchmarkFailure(String(decoding: FileManager.default.contents(atPath: words) ?? Data(), as: UTF8.self))
            }
            // Not there yet.
            return (try? await self.client.send(HTTPClientRequest(url: "http://127.0.0.1:\(self.port)/readyz")))?.status == 200
        }
    }

    /// The last words it logged.
    var words: String {
        String(
            decoding: (FileManager.default.contents(atPath: "\(registry.data)/notifications.log") ?? Data()).suffix(3_000), as: UTF8.self)
    }

    /// Stops it.
    func end() async {
        await client.shutdown()
        guard let process, process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    /// A request of a caseworker, and the answer as JSON.
    func call(_ method: String, _ path: String, _ body: String? = nil) async throws -> [String: Any] {
        var request = HTTPClientRequest(method: method, url: "http://127.0.0.1:\(port)\(path)", body: Array((body ?? "").utf8))
        request.headers["Authorization"] = "Bearer \(try registry.token("saksbehandler"))"
        request.headers["Content-Type"] = "application/json"
        let answer = try await client.send(request)
        guard answer.status < 300 else {
            throw BenchmarkFailure("\(method) \(path): \(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
        }
        return try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any] ?? [:]
    }

    /// Asks again until it is so.
    func eventually(_ what: String, _ isSo: () async throws -> Bool) async throws {
        let began = ContinuousClock.now
        while try await !isSo() {
            guard (ContinuousClock.now - began).inSeconds < Self.patienceSeconds else { throw BenchmarkFailure("\(what) did not come") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
