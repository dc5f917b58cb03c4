import Contracts
import ServiceKit
import ServiceTestSupport
import Transfer

@testable import RegistryService

/// The real registry, in this process.
typealias RunningRegistry = RunningService
typealias DataFolder = TestFolder

extension RunningService {
    /// Starts it and waits until it listens; `isReady` waits until it owns its partitions as well.
    static func start(
        in folder: DataFolder, instance: Int = 1, isReady: Bool = true, _ more: [String: String] = [:]
    ) async throws -> RunningRegistry {
        try await start(
            RegistryApp.definition, in: folder, ["SAKARKIV_INSTANCE": "\(instance)"].merging(more) { $1 }, isReady: isReady)
    }

    /// Runs one that is expected to refuse to start.
    static func refusal(in folder: DataFolder, _ more: [String: String] = [:]) async throws -> (code: ExitCode, name: String?) {
        try await refusal(RegistryApp.definition, in: folder, more)
    }

    func get(_ path: String, as identity: String? = "saksbehandler") async throws -> Answer {
        try await call("GET", path, as: identity)
    }

    func call(
        _ method: String, _ path: String, as identity: String? = "operator", body: [UInt8] = [], headers: [(String, String)] = []
    ) async throws -> Answer {
        try await answer(method, path, as: identity, body: body, headers: headers)
    }

    func post(
        _ path: String, _ body: JSONValue, as identity: String = "operator", headers: [(String, String)] = []
    ) async throws -> Answer {
        try await call("POST", path, as: identity, body: body.encoded(), headers: [("Content-Type", "application/json")] + headers)
    }
}
