import Contracts
import Domain
import ServiceTestSupport
import Testing

@testable import RegistryService

/// The whole registry in this process: real log, real stores, real HTTP. One test at a time, each with a data directory of its own.
@Suite(.serialized) struct WholeRegistryTests {
    /// Runs a registry with Hamar set up, and stops it whatever happens.
    static func withRegistry(_ body: (RunningRegistry) async throws -> Void) async throws {
        try await RunningRegistry.run(in: DataFolder(), body)
    }
}
