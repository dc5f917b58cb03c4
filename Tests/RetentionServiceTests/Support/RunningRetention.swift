import Contracts
import Domain
import DomainTestSupport
import ServiceTestSupport

@testable import RetentionService

/// The real retention service, in this process; and a registry's log.
typealias RunningRetention = RunningService
typealias TemporaryFolder = TestFolder

extension RunningService {
    /// Starts it and waits until it owns its partitions.
    static func start(in folder: TemporaryFolder, instance: Int = 1) async throws -> RunningRetention {
        try await start(RetentionApp.definition, in: folder, ["SAKARKIV_INSTANCE": "\(instance)"])
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

    func get(_ path: String, as identity: String? = "arkivar", headers: [(String, String)] = []) async throws -> Answer {
        try await call("GET", path, as: identity, headers: headers)
    }

    func post(_ path: String, _ body: JSONValue, as identity: String = "arkivar", headers: [(String, String)] = []) async throws -> Answer {
        try await call("POST", path, as: identity, body: body.encoded(), headers: [("Content-Type", "application/json")] + headers)
    }

    func call(
        _ method: String, _ path: String, as identity: String?, body: [UInt8] = [], headers: [(String, String)] = []
    ) async throws -> Answer {
        try await answer(method, path, as: identity, body: body, headers: headers)
    }

    /// The explanation of an object, once it is there and as wanted.
    func forklaring(_ number: Int, where wanted: (JSONValue) -> Bool = { _ in true }) async throws -> JSONValue {
        try await eventually("the explanation of \(number)") {
            let answer = try await get("/kassasjon/\(Registerhendelser.id(number))?kommune=970540008")
            return answer.status == 200 && wanted(answer.json) ? answer.json : nil
        }
    }
}
