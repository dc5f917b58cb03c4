import Contracts
import Domain
import DomainTestSupport
import Foundation
import Observability
import ServiceKit
import Transfer

@testable import RetentionService

/// The real retention service, as its executable starts it, in this process: local log, development tokens, a free port; and a registry's log.
final class RunningRetention: Sendable {
    /// A service that did not come up, or said something a test did not expect.
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
    let folder: TemporaryFolder
    private let process: ServiceProcess
    private let running: Task<ExitCode, Never>
    private let log: CapturedLog
    private let client = HTTPClient()

    private init(_ folder: TemporaryFolder, _ process: ServiceProcess, _ running: Task<ExitCode, Never>, _ log: CapturedLog, url: String) {
        (self.folder, self.process, self.running, self.log, self.url) = (folder, process, running, log, url)
    }

    /// Starts it and waits until it owns its partitions.
    static func start(in folder: TemporaryFolder, instance: Int = 1) async throws -> RunningRetention {
        let environment = [
            "SAKARKIV_DATA": folder.path, "SAKARKIV_RETENTION_PORT": "0", "SAKARKIV_INSTANCE": "\(instance)",
            "SAKARKIV_GRACE_SECONDS": "20",
        ]
        let (configuration, findings) = RetentionApp.definition.table.read(environment)
        guard let configuration else { throw Unexpected(description: "\(findings)") }
        let log = CapturedLog()
        let process = try ServiceProcess(
            RetentionApp.definition, configuration,
            circumstances: Circumstances(
                time: SystemClock(), random: .system, identifiers: TimeOrderedIdentifiers(time: SystemClock()), sink: log))
        let running = Task { await process.run() }
        let url = try await eventually("a line that says where it listens") {
            if let refused = lines(log, "the service cannot run").first { throw Unexpected(description: "\(refused)") }
            return lines(log, "listening").first?["url"]?.text
        }
        let service = RunningRetention(folder, process, running, log, url: url)
        _ = try await eventually("readiness") { try await service.get("/readyz", as: nil).status == 200 ? true : nil }
        return service
    }

    /// Runs it with Hamar set up, and stops it whatever happens.
    static func with(_ body: (RunningRetention, Registerlogg) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let service = try await start(in: folder)
        let registry = try Registerlogg(folder)
        do {
            try await registry.kommune(hamar, "Hamar")
            try await body(service, registry)
        } catch {
            await registry.close()
            await service.stop()
            throw error
        }
        await registry.close()
        await service.stop()
    }

    private static func lines(_ log: CapturedLog, _ message: String) -> [JSONValue] {
        // Lines are JSON by the logger's own tests; one that is not is none of those asked for.
        log.lines.compactMap { try? JSONReader.read(Array($0.utf8)) }.filter { $0["message"]?.text == message }
    }

    /// Stops it in order.
    func stop() async {
        process.receive(signal: SIGTERM)
        _ = await running.value
        await client.shutdown()
    }

    func get(_ path: String, as identity: String? = "arkivar", headers: [(String, String)] = []) async throws -> Answer {
        try await call("GET", path, as: identity, headers: headers)
    }

    func post(_ path: String, _ body: JSONValue, as identity: String = "arkivar", headers: [(String, String)] = []) async throws -> Answer {
        try await call("POST", path, as: identity, body: body.encoded(), headers: [("Content-Type", "application/json")] + headers)
    }

    func call(
        _ method: String, _ path: String, as identity: String?, body: [UInt8] = [], headers: [(String, String)] = []
    ) async throws -> Answer {
        var request = HTTPClientRequest(method: method, url: url + path, body: body)
        if let identity {
            let token = try String(contentsOfFile: "\(folder.path)/tokens/\(identity)", encoding: .utf8)
            request.headers["Authorization"] = "Bearer \(token.trimmingCharacters(in: .whitespacesAndNewlines))"
        }
        for (name, value) in headers { request.headers[name] = value }
        let answer = try await client.send(request)
        return Answer(status: answer.status, headers: answer.headers, body: answer.body)
    }

    /// The explanation of an object, once it is there and as wanted.
    func forklaring(_ number: Int, where wanted: (JSONValue) -> Bool = { _ in true }) async throws -> JSONValue {
        try await eventually("the explanation of \(number)") {
            let answer = try await get("/kassasjon/\(Registerhendelser.id(number))?kommune=970540008")
            return answer.status == 200 && wanted(answer.json) ? answer.json : nil
        }
    }
}

/// Asks again until there is an answer; gives up, by name, after a time that only a fault can use up.
func eventually<Value>(_ what: String, _ attempt: () async throws -> Value?) async throws -> Value {
    for _ in 0..<3_000 {
        if let value = try await attempt() { return value }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw RunningRetention.Unexpected(description: "\(what) did not come")
}
