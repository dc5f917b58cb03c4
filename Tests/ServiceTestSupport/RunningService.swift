import Contracts
import Foundation
import Observability
import ServiceKit
import Transfer

/// A real service, as its executable starts it, in this process: local log, development tokens, a free port.
public final class RunningService: Sendable {
    /// An answer over HTTP.
    public typealias Answer = ServiceAnswer

    /// Where it listens.
    public let url: String
    /// Where its data is.
    public let folder: TestFolder
    /// What asks it.
    public let client = HTTPClient()
    private let process: ServiceProcess
    private let running: Task<ExitCode, Never>
    private let log: CapturedLog

    private init(_ folder: TestFolder, _ process: ServiceProcess, _ running: Task<ExitCode, Never>, _ log: CapturedLog, url: String) {
        (self.folder, self.process, self.running, self.log, self.url) = (folder, process, running, log, url)
    }

    /// Starts it and waits until it listens; `isReady` waits until it owns its partitions as well.
    public static func start(
        _ definition: ServiceDefinition, in folder: TestFolder, _ settings: [String: String] = [:], isReady: Bool = true
    ) async throws -> RunningService {
        let (process, log) = try make(definition, in: folder, settings)
        let running = Task { await process.run() }
        let url = try await eventually("a line that says where it listens") {
            if let refused = lines(log, "the service cannot run").first { throw Unexpected(description: "\(refused)") }
            return lines(log, "listening").first?["url"]?.text
        }
        let service = RunningService(folder, process, running, log, url: url)
        if isReady { try await service.waitUntilReady() }
        return service
    }

    /// Runs one that is expected to refuse to start.
    public static func refusal(
        _ definition: ServiceDefinition, in folder: TestFolder, _ settings: [String: String]
    ) async throws -> (code: ExitCode, name: String?) {
        let (process, log) = try make(definition, in: folder, settings)
        let code = await process.run()
        return (code, lines(log, "the service cannot run").first?["code"]?.text)
    }

    private static func make(
        _ definition: ServiceDefinition, in folder: TestFolder, _ settings: [String: String]
    ) throws -> (ServiceProcess, CapturedLog) {
        let environment = [
            "SAKARKIV_DATA": folder.path, "SAKARKIV_\(definition.service.rawValue.uppercased())_PORT": "0", "SAKARKIV_GRACE_SECONDS": "20",
        ].merging(settings) { $1 }
        let (configuration, findings) = definition.table.read(environment)
        guard let configuration else { throw Unexpected(description: "\(findings)") }
        let log = CapturedLog()
        let process = try ServiceProcess(
            definition, configuration,
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
    public func stop() async -> ExitCode {
        process.receive(signal: SIGTERM)
        let code = await running.value
        await client.shutdown()
        return code
    }

    /// Hands it a signal, as an operator does.
    public func receive(signal number: Int32) { process.receive(signal: number) }

    /// Waits until it owns its partitions.
    public func waitUntilReady() async throws {
        try await eventually("readiness") { try await self.answer("GET", "/readyz", as: nil).status == 200 ? true : nil }
    }

    /// The lines it has logged.
    public var logLines: [String] { log.lines }

    /// The development token of an identity.
    public func token(of identity: String) throws -> String {
        try String(contentsOfFile: "\(folder.path)/tokens/\(identity)", encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A request, ready to be sent; a path, or a whole URL.
    public func request(
        _ method: String, _ path: String, as identity: String?, body: [UInt8] = [], headers: [(String, String)] = []
    ) throws -> HTTPClientRequest {
        var request = HTTPClientRequest(method: method, url: path.hasPrefix("http") ? path : url + path, body: body)
        if let identity { request.headers["Authorization"] = "Bearer \(try token(of: identity))" }
        for (name, value) in headers { request.headers[name] = value }
        return request
    }

    /// Sends a request and takes the answer.
    public func answer(
        _ method: String, _ path: String, as identity: String?, body: [UInt8] = [], headers: [(String, String)] = []
    ) async throws -> Answer {
        Answer(try await client.send(try request(method, path, as: identity, body: body, headers: headers)))
    }
}
