import Contracts
import Foundation
import Observability
import ServiceKit
import Transfer

@testable import NotificationsService

/// The real service, as its executable starts it, in this process: local log, development tokens, a free port.
final class RunningNotifications: Sendable {
    struct Unexpected: Error, CustomStringConvertible { let description: String }

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPClientHeaders
        let body: [UInt8]

        var json: JSONValue { (try? JSONReader.read(body)) ?? .null }  // not JSON: no member will be found in it
        var codes: [String] { (json["errors"]?.elements ?? []).compactMap { $0["code"]?.text } }
        var text: String { String(decoding: body, as: UTF8.self) }
        /// The cursors of a page.
        var cursors: [Int64] { (json["treff"]?.elements ?? []).compactMap { $0["cursor"]?.integer } }
    }

    let url: String
    let folder: DataFolder
    private let process: ServiceProcess
    private let running: Task<ExitCode, Never>
    private let client: HTTPClient

    private init(_ folder: DataFolder, _ process: ServiceProcess, _ running: Task<ExitCode, Never>, url: String) {
        (self.folder, self.process, self.running, self.url) = (folder, process, running, url)
        client = HTTPClient()
    }

    /// Starts it and waits until it is ready.
    static func start(in folder: DataFolder, _ more: [String: String] = [:]) async throws -> RunningNotifications {
        let environment = [
            "SAKARKIV_DATA": folder.path, "SAKARKIV_NOTIFICATIONS_PORT": "0", "SAKARKIV_PARTITIONS": "1", "SAKARKIV_GRACE_SECONDS": "20",
        ].merging(more) { $1 }
        let (configuration, findings) = NotificationsApp.definition.table.read(environment)
        guard let configuration else { throw Unexpected(description: "\(findings)") }
        let log = CapturedLog()
        let process = try ServiceProcess(
            NotificationsApp.definition, configuration,
            circumstances: Circumstances(
                time: SystemClock(), random: .system, identifiers: TimeOrderedIdentifiers(time: SystemClock()), sink: log))
        let running = Task { await process.run() }
        let url = try await eventually("a line that says where it listens") {
            // Lines are JSON by the logger's own tests.
            let lines = log.lines.compactMap { try? JSONReader.read(Array($0.utf8)) }
            if let refused = lines.first(where: { $0["message"]?.text == "the service cannot run" }) {
                throw Unexpected(description: "\(refused)")
            }
            return lines.first { $0["message"]?.text == "listening" }?["url"]?.text
        }
        let service = RunningNotifications(folder, process, running, url: url)
        _ = try await eventually("readiness") { try await service.get("/readyz", as: nil).status == 200 ? true : nil }
        return service
    }

    @discardableResult
    func stop() async -> ExitCode {
        process.receive(signal: SIGTERM)
        let code = await running.value
        await client.shutdown()
        return code
    }

    func token(of identity: String) throws -> String {
        try String(contentsOfFile: "\(folder.path)/tokens/\(identity)", encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func request(
        _ method: String, _ path: String, _ identity: String?, _ body: [UInt8], _ headers: [(String, String)]
    ) throws -> HTTPClientRequest {
        var request = HTTPClientRequest(method: method, url: url + path, body: body)
        if let identity { request.headers["Authorization"] = "Bearer \(try token(of: identity))" }
        for (name, value) in headers { request.headers[name] = value }
        return request
    }

    func call(
        _ method: String, _ path: String, as identity: String? = "saksbehandler", _ body: JSONValue? = nil, headers: [(String, String)] = []
    ) async throws -> Answer {
        let answer = try await client.send(try request(method, path, identity, body?.encoded() ?? [], headers))
        return Answer(status: answer.status, headers: answer.headers, body: answer.body)
    }

    func get(_ path: String, as identity: String? = "saksbehandler", headers: [(String, String)] = []) async throws -> Answer {
        try await call("GET", path, as: identity, headers: headers)
    }

    /// Follows a feed; the connection stays until the task that reads is done with it.
    func follow(_ id: String, as identity: String = "saksbehandler", after: String? = nil) async throws -> ReceivedEvents {
        var headers = [("Accept", "text/event-stream")]
        if let after { headers.append(("Last-Event-ID", after)) }
        var request = try request("GET", "/abonnementer/\(id)/hendelser", identity, [], headers)
        (request.timeout, request.maximumResponseBytes) = (.seconds(60), nil)
        let answer = try await client.stream(request)
        guard answer.status == 200 else { throw Unexpected(description: "status \(answer.status)") }
        return ReceivedEvents(answer.body)
    }

    /// Makes a subscription to all of Hamar (or part of it); its id.
    func subscribe(_ filter: [String: JSONValue] = [:], as identity: String = "saksbehandler") async throws -> String {
        var filter = filter
        filter["kommune"] = "970540008"
        // The municipality is taken in from the log soon after the start.
        return try await eventually("a subscription") {
            let body: JSONValue = ["navn": "Prøve", "filter": .object(filter), "levering": ["type": "sse"]]
            return try await self.call("POST", "/abonnementer", as: identity, body).json["id"]?.text
        }
    }
}

/// Asks again until there is an answer; gives up, by name, after a time that only a fault can use up.
func eventually<Value>(_ what: String, _ attempt: () async throws -> Value?) async throws -> Value {
    for _ in 0..<3_000 {
        if let value = try await attempt() { return value }
        try await Task.sleep(for: .milliseconds(20))
    }
    throw RunningNotifications.Unexpected(description: "\(what) did not come")
}
