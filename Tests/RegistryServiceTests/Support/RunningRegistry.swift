import Contracts
import Foundation
import Observability
import ServiceKit
import Transfer

@testable import RegistryService

/// The real registry, as its executable starts it, in this process: local log, development tokens, a free port.
final class RunningRegistry: Sendable {
    /// A registry that did not come up, or said something a test did not expect.
    struct Unexpected: Error, CustomStringConvertible { let description: String }

    /// An answer over HTTP.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPClientHeaders
        let body: [UInt8]

        /// The body as JSON; null where it is none.
        var json: JSONValue { (try? JSONReader.read(body)) ?? .null }  // not JSON: no member will be found in it
        /// The codes of a problem's errors.
        var codes: [String] { (json["errors"]?.elements ?? []).compactMap { $0["code"]?.text } }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    let url: String
    let folder: DataFolder
    private let process: ServiceProcess
    private let running: Task<ExitCode, Never>
    private let log: CapturedLog
    private let client = HTTPClient()

    private init(_ folder: DataFolder, _ process: ServiceProcess, _ running: Task<ExitCode, Never>, _ log: CapturedLog, url: String) {
        (self.folder, self.process, self.running, self.log, self.url) = (folder, process, running, log, url)
    }

    /// Starts it and waits until it listens; `isReady` waits until it owns its partitions as well.
    static func start(
        in folder: DataFolder, instance: Int = 1, isReady: Bool = true, _ more: [String: String] = [:]
    ) async throws -> RunningRegistry {
        let (process, log) = try make(in: folder, instance: instance, more)
        let running = Task { await process.run() }
        let url = try await eventually("a line that says where it listens") {
            if let refused = lines(log, "the service cannot run").first { throw Unexpected(description: "\(refused)") }
            return lines(log, "listening").first?["url"]?.text
        }
        let registry = RunningRegistry(folder, process, running, log, url: url)
        if isReady { try await registry.waitUntilReady() }
        return registry
    }

    /// Runs one that is expected to refuse to start.
    static func refusal(in folder: DataFolder, _ more: [String: String] = [:]) async throws -> (code: ExitCode, name: String?) {
        let (process, log) = try make(in: folder, instance: 1, more)
        let code = await process.run()
        return (code, lines(log, "the service cannot run").first?["code"]?.text)
    }

    private static func make(
        in folder: DataFolder, instance: Int, _ more: [String: String] = [:]
    ) throws -> (ServiceProcess, CapturedLog) {
        let environment = [
            "SAKARKIV_DATA": folder.path, "SAKARKIV_REGISTRY_PORT": "0", "SAKARKIV_INSTANCE": "\(instance)", "SAKARKIV_GRACE_SECONDS": "20",
        ].merging(more) { $1 }
        let (configuration, findings) = RegistryApp.definition.table.read(environment)
        guard let configuration else { throw Unexpected(description: "\(findings)") }
        let log = CapturedLog()
        let process = try ServiceProcess(
            RegistryApp.definition, configuration,
            circumstances: Circumstances(
                time: SystemClock(), random: .system, identifiers: TimeOrderedIdentifiers(time: SystemClock()), sink: log))
        return (process, log)
    }

    private static func lines(_ log: CapturedLog, _ message: String) -> [JSONValue] {
        // Lines are JSON by the logger's own tests; one that is not is none of those asked for.
        log.lines.compactMap { try? JSONReader.read(Array($0.utf8)) }.filter { $0["message"]?.text == message }
    }

    /// Stops it in order.
    @discardableResult
    func stop() async -> ExitCode {
        process.receive(signal: SIGTERM)
        let code = await running.value
        await client.shutdown()
        return code
    }

    func waitUntilReady() async throws {
        _ = try await eventually("readiness") { try await self.get("/readyz", as: nil).status == 200 ? true : nil }
    }

    /// The lines it has logged.
    var logLines: [String] { log.lines }

    func token(of identity: String) throws -> String {
        try String(contentsOfFile: "\(folder.path)/tokens/\(identity)", encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func get(_ path: String, as identity: String? = "saksbehandler") async throws -> Answer {
        try await call("GET", path, as: identity)
    }

    func call(
        _ method: String, _ path: String, as identity: String? = "operator", body: [UInt8] = [], headers: [(String, String)] = []
    ) async throws -> Answer {
        var request = HTTPClientRequest(method: method, url: path.hasPrefix("http") ? path : url + path, body: body)
        if let identity { request.headers["Authorization"] = "Bearer \(try token(of: identity))" }
        for (name, value) in headers { request.headers[name] = value }
        let answer = try await client.send(request)
        return Answer(status: answer.status, headers: answer.headers, body: answer.body)
    }

    func post(
        _ path: String, _ body: JSONValue, as identity: String = "operator", headers: [(String, String)] = []
    ) async throws -> Answer {
        try await call("POST", path, as: identity, body: body.encoded(), headers: [("Content-Type", "application/json")] + headers)
    }
}

/// Asks again until there is an answer; gives up, by name, after a time that only a fault can use up.
func eventually<Value>(_ what: String, _ attempt: () async throws -> Value?) async throws -> Value {
    for _ in 0..<3_000 {
        if let value = try await attempt() { return value }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw RunningRegistry.Unexpected(description: "\(what) did not come")
}
