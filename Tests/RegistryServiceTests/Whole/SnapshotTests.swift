import Contracts
import Foundation
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// Snapshots in a directory: made on request, listed, and what an empty instance begins with.
    struct SnapshotTests {
        private let hamar = RunningRegistry.hamar

        private func running(
            _ folder: DataFolder, instance: Int = 1, place: String? = "copies", _ body: (RunningRegistry) async throws -> Void
        ) async throws {
            let settings = place.map { ["SAKARKIV_SNAPSHOTS": "\(folder.path)/\($0)"] } ?? [:]
            let registry = try await RunningRegistry.start(in: folder, instance: instance, settings)
            do { try await body(registry) } catch {
                await registry.stop()
                throw error
            }
            #expect(await registry.stop() == .ok)
        }

        private func send(_ id: String, _ title: String, _ registry: RunningRegistry) async throws {
            #expect(try await registry.answered(RunningRegistry.event(id, .json(Partnermeldinger.sak(title)))).isKvittering)
        }

        private func metric(_ name: String, _ registry: RunningRegistry) async throws -> Double? {
            let lines = try await registry.call("GET", "/metrics", as: nil).text.split(separator: "\n")
            return lines.first { $0.hasPrefix(name + " ") }.flatMap { $0.split(separator: " ").last }.flatMap { Double($0) }
        }

        @Test func `an instance without a store begins with the snapshot that an operator has had made`() async throws {
            let folder = try DataFolder()
            try FileManager.default.createDirectory(atPath: "\(folder.path)/copies", withIntermediateDirectories: true)
            try await running(folder) { registry in
                try await registry.setUp()
                for number in 1...5 { try await send("s-\(number)", "Sak \(number)", registry) }
                let made = try await registry.call("POST", "/admin/snapshot?kommune=\(hamar)")
                #expect(made.status == 201 && made.json["kommune"]?.text == hamar, "\(made.text)")
                let list = try await registry.get("/admin/snapshots?kommune=\(hamar)", as: "operator")
                #expect(list.json["treff"]?.elements?.first?["sha256"] == made.json["sha256"], "\(list.text)")
                #expect(try await registry.get("/admin/snapshots?kommune=\(hamar)").status == 403)
                let age = try #require(try await metric("sakarkiv_snapshot_age_seconds{kommune=\"\(hamar)\"}", registry))
                #expect(age < 120)
                try await send("s-6", "Sak 6", registry)
            }
            // The log alone can tell whether the rest of it was applied to the snapshot.
            try folder.removeStore(hamar)
            try await running(folder) { registry in
                #expect(registry.logLines.contains { $0.contains("a store is restored from a snapshot") })
                #expect(try await metric("sakarkiv_snapshots_restored_total", registry) == 1)
                #expect(try await metric("sakarkiv_snapshot_failures_total", registry) == 0)
                let report = try await registry.verify(hamar)
                #expect(report.json["chain"]?["ok"]?.boolean == true && report.json["replay"]?["equal"]?.boolean == true, "\(report.text)")
                let next = try await registry.answered(RunningRegistry.event("s-7", .json(Partnermeldinger.sak("Sak 7"))))
                #expect(next.data["mappeKvittering"]?["sakssekvensnummer"]?.integer == 7)
                // A repeat from before the snapshot finds its answer there.
                let again = try await registry.answered(RunningRegistry.event("s-2", .json(Partnermeldinger.sak("Sak 2"))))
                #expect(again.data["mappeKvittering"]?["sakssekvensnummer"]?.integer == 2)
            }
        }

        @Test func `where no place is named none are kept, and a place that is not there stops no start`() async throws {
            let folder = try DataFolder()
            try await running(folder, place: nil) { registry in
                try await registry.setUp()
                let answer = try await registry.call("POST", "/admin/snapshot?kommune=\(hamar)")
                #expect(answer.status == 409 && answer.text.contains("SAKARKIV_SNAPSHOTS"), "\(answer.text)")
            }
            try await running(folder, place: "gone") { registry in
                let answer = try await registry.call("POST", "/admin/snapshot?kommune=\(hamar)")
                #expect(answer.status == 503 && answer.text.contains("is not there"), "\(answer.text)")
                #expect(try await registry.call("POST", "/admin/snapshot?kommune=111111111").status == 404)
            }
        }

        @Test func `a bucket that is named by halves is refused at the start`() async throws {
            let refusal = try await RunningRegistry.refusal(in: try DataFolder(), ["SAKARKIV_SNAPSHOTS": "s3://arkiv/kopier"])
            #expect(refusal.code == .configuration && refusal.name == "configuration")
        }
    }
}
