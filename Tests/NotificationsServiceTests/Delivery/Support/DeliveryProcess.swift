import Contracts
import Foundation
import Observability
import ServiceKit
import Transfer

@testable import NotificationsService

/// The real notifications service, as its executable starts it, in this process: local log, development tokens, a free port, short waits.
final class DeliveryProcess: Sendable {
    struct Answer: Sendable {
        let status: Int
        let body: [UInt8]
        var json: JSONValue { (try? JSONReader.read(body)) ?? .null }  // not JSON: no member will be found in it
        var text: String { String(decoding: body, as: UTF8.self) }
        var codes: [String] { (json["errors"]?.elements ?? []).compactMap { $0["code"]?.text } }
    }

    let folder: DeliveryFolder
    let url: String
    private let process: ServiceProcess
    private let running: Task<ExitCode, Never>
    private let log: CapturedLog
    private let client = HTTPClient()

    private init(_ folder: DeliveryFolder, _ process: ServiceProcess, _ running: Task<ExitCode, Never>, _ log: CapturedLog, _ url: String) {
        (self.folder, self.process, self.running, self.log, self.url) = (folder, process, running, log, url)
    }

    /// Starts it and waits until it owns its partitions.
    static func start(in folder: DeliveryFolder, _ more: [String: String] = [:]) async throws -> DeliveryProcess {
        let environment = [
            "SAKARKIV_DATA": folder.path, "SAKARKIV_NOTIFICATIONS_PORT": "0", "SAKARKIV_GRACE_SECONDS": "10",
            "SAKARKIV_NOTIFICATIONS_RETRY_FIRST_SECONDS": "1", "SAKARKIV_NOTIFICATIONS_RETRY_LONGEST_SECONDS": "1",
            "SAKARKIV_NOTIFICATIONS_WEBHOOK_TIMEOUT_SECONDS": "2",
        ].merging(more) { $1 }
        let (configuration, findings) = NotificationsApp.definition.table.read(environment)
        guard let configuration else { throw DeliveryFolder.Unexpected(description: "\(findings)") }
        let log = CapturedLog()
        let process = try ServiceProcess(
            NotificationsApp.definition, configuration,
            circumstances: Circumstances(
                time: SystemClock(), random: .system, identifiers: TimeOrderedIdentifiers(time: SystemClock()), sink: log))
        let running = Task { await process.run() }
        let url = try await soon("a line that says where it listens") { () -> String? in
            let lines = log.lines.compactMap { try? JSONReader.read(Array($0.utf8)) }  // lines are JSON by the logger's own tests
            if let refused = lines.first(where: { $0["message"]?.text == "the service cannot run" }) {
                throw DeliveryFolder.Unexpected(description: "\(refused)")
            }
            return lines.first { $0["message"]?.text == "listening" }?["url"]?.text
        }
        let started = DeliveryProcess(folder, process, running, log, url)
        try await soon("readiness") { try await started.call("GET", "/readyz", as: nil).status == 200 ? true : nil }
        return started
    }

    /// Stops it; what is under way is cut off.
    func stop() async {
        process.receive(signal: SIGTERM)
        _ = await running.value
        await client.shutdown()
    }

    var logText: String { log.lines.joined(separator: "\n") }

    func call(
        _ method: String, _ path: String, as identity: String? = "saksbehandler", _ body: JSONValue? = nil, key: String? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(method: method, url: url + path, body: body?.encoded() ?? [])
        if let identity {
            let token = try String(contentsOfFile: "\(folder.path)/tokens/\(identity)", encoding: .utf8)
            request.headers["Authorization"] = "Bearer \(token.trimmingCharacters(in: .whitespacesAndNewlines))"
        }
        if body != nil { request.headers["Content-Type"] = "application/json" }
        if let key { request.headers["Idempotency-Key"] = key }
        let answer = try await client.send(request)
        return Answer(status: answer.status, body: answer.body)
    }

    /// Subscribes to everything in Hamar. Returns the subscription as answered, with its secret.
    func subscribe(_ levering: JSONValue, as identity: String = "saksbehandler", key: String? = nil) async throws -> JSONValue {
        let wish: JSONValue = ["navn": "Prøve", "filter": ["kommune": .string(DeliveryFolder.hamar)], "levering": levering]
        // The municipality comes with the registry's first commit: it may not be known yet.
        return try await Self.soon("a subscription") {
            let answer = try await self.call("POST", "/abonnementer", as: identity, wish, key: key)
            if answer.status == 201 { return answer.json }
            guard [404, 503].contains(answer.status) else { throw DeliveryFolder.Unexpected(description: answer.text) }
            return nil
        }
    }

    /// How a subscription's deliveries stand.
    func stand(_ id: String) async throws -> JSONValue { try await call("GET", "/abonnementer/\(id)").json["leveringsstand"] ?? .null }

    /// Asks again until there is an answer; gives up, by name, after a time that only a fault can use up.
    @discardableResult
    static func soon<Value>(_ what: String, _ attempt: () async throws -> Value?) async throws -> Value {
        for _ in 0..<3_000 {
            if let value = try await attempt() { return value }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw DeliveryFolder.Unexpected(description: "\(what) did not come")
    }
}
