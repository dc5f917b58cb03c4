import CommitLog
import Contracts
import Domain
import Foundation
import ServiceKit
import ServiceTestSupport
import ShardRuntime

@testable import DocumentsService
@testable import NotificationsService
@testable import RegistryService
@testable import RetentionService

/// All four services in this process as their executables start them: one data directory, real stores, real HTTP.
final class RunningSuite {
    /// The services, in the order of the matrix.
    static let names: [ServiceName] = [.registry, .documents, .retention, .notifications]

    let folder: TestFolder
    private let services: [ServiceName: RunningService]

    private init(_ folder: TestFolder, _ services: [ServiceName: RunningService]) { (self.folder, self.services) = (folder, services) }

    /// Starts them with these people and partners, runs the test, and stops them whatever happens.
    static func with(_ body: (RunningSuite) async throws -> Void) async throws {
        let folder = try TestFolder()
        let settings = try settings(folder)
        let definitions = [RegistryApp.definition, DocumentsApp.definition, RetentionApp.definition, NotificationsApp.definition]
        let services = try await withThrowingTaskGroup(of: (ServiceName, RunningService).self) { group in
            for definition in definitions {
                group.addTask { (definition.service, try await RunningService.start(definition, in: folder, settings)) }
            }
            return try await group.reduce(into: [ServiceName: RunningService]()) { $0[$1.0] = $1.1 }
        }
        let suite = RunningSuite(folder, services)
        do {
            try await body(suite)
        } catch {
            await suite.stop()
            throw error
        }
        await suite.stop()
    }

    private func stop() async {
        await withTaskGroup(of: Void.self) { group in
            for service in services.values { group.addTask { await service.stop() } }
        }
    }

    private static func settings(_ folder: TestFolder) throws -> [String: String] {
        let people = AccessReader.all + [.founder, .installer]
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/tokens", withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        try FileManager.default.createDirectory(atPath: "\(folder.path)/snapshots", withIntermediateDirectories: false)
        func write(_ name: String, _ text: some Sequence<UInt8>) throws {
            try Data(text).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder.path)/\(name)")
        }
        for one in people { try write("tokens/\(one.identity)", one.token.utf8) }
        try write("tokens/ukjent", "a-token-that-nobody-has-but-is-long-enough".utf8)
        try write("tokens.json", JSONValue.object(["tokens": .array(people.map(\.listed))]).encoded())
        let partners: [JSONValue] = [
            [
                "navn": "byggsak", "kommuner": [.string(AccessReader.hamar), .string(AccessReader.loeten)], "kilder": ["/no/"],
                // It may write into the graded case; whoever reads with its token is not cleared.
                "gradering": ["F"],
            ],
            ["navn": "skole", "kommuner": [.string(AccessReader.hamar)], "kilder": ["/no/"]],
        ]
        try write("partners.json", JSONValue.object(["partnere": .array(partners)]).encoded())
        return [
            "SAKARKIV_TOKENS_FILE": "\(folder.path)/tokens.json", "SAKARKIV_SNAPSHOTS": "\(folder.path)/snapshots",
            "SAKARKIV_NOTIFICATIONS_SECRETS_KEY": Data(repeating: 7, count: 32).base64EncodedString(),
            // Where the services say which routes they serve.
            "SAKARKIV_LOG_LEVEL": "debug",
        ]
    }

    /// One of them.
    func service(_ name: ServiceName) throws -> RunningService {
        guard let service = services[name] else { throw Unexpected(description: "\(name) does not run") }
        return service
    }

    /// Sends a request as a reader; nil: without a token.
    func answer(
        _ name: ServiceName, _ method: String, _ request: AccessRequest, as identity: String?, kommune: String?
    ) async throws -> ServiceAnswer {
        var query = request.query
        if request.namesKommune, let kommune { query.append(("kommune", kommune)) }
        let items = query.map { "\($0.0)=\(PercentEncoding.query($0.1))" }.joined(separator: "&")
        return try await service(name).answer(
            method, items.isEmpty ? request.path : "\(request.path)?\(items)", as: identity, body: request.body, headers: request.headers)
    }

    /// The routes a service says that it serves, `GET /saksmapper/{systemID}`, and for which roles; none: for anybody.
    func routes(_ name: ServiceName) throws -> [String: Set<Role>] {
        try service(name).logLines.reduce(into: [:]) { routes, line in
            // Every line is JSON by the logger's own tests.
            guard line.contains("serves"), let json = try? JSONReader.read(Array(line.utf8)), json["message"] == "serves",
                let method = json["method"]?.text, let route = json["route"]?.text, let roles = json["roles"]?.text
            else { return }
            routes["\(method) \(route)"] = Set(roles.split(separator: ",").compactMap { Role(rawValue: String($0)) })
        }
    }

    /// The store of a service for the municipality where everything lies.
    func store(_ name: ServiceName) -> String { "\(folder.path)/\(name.rawValue)/\(AccessReader.hamar).sqlite" }
}
