import Crypto
import Foundation
import ServiceTestSupport
import Testing

/// The whole service as a process: real log, real stores, real files, real HTTP. One test at a time, each with a data directory of its own.
@Suite(.serialized) struct WholeDocumentsTests {
    /// A PDF/A as far as its first bytes tell.
    static let pdf = Array("%PDF-1.4\n%âãÏÓ\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".utf8)

    /// Runs the service with Hamar set up, and ends it whatever happens.
    static func withDocuments(
        _ settings: [String: String] = [:], filkilder: String = "{\"verter\": []}",
        _ body: (RunningDocuments, SimulatedRegistry) async throws -> Void
    ) async throws {
        let folder = try DataFolder()
        let service = try await RunningDocuments.start(in: folder, settings, filkilder: filkilder)
        do {
            let registry = try SimulatedRegistry(folder)
            try await registry.setUp()
            // An upload that comes before the service has read of the municipality is for nobody.
            try await eventually("the municipality") { try await service.get("/dokumentobjekter").status == 404 ? nil : true }
            try await body(service, registry)
        } catch {
            service.kill()
            throw error
        }
        #expect(await service.stop() == 0)
    }

    /// Bytes that nothing compresses, the same each time.
    static func bytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }
}
