import Contracts
import Foundation
import Glibc
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// A data directory on a disk that becomes full.
    struct FullDiskTests {
        /// A file system of a few megabytes; nil where this process may not make one.
        private static func mount() throws -> String? {
            let path = FileManager.default.temporaryDirectory.appendingPathComponent("registry-disk-\(UUID().uuidString)").path
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            if Glibc.mount("tmpfs", path, "tmpfs", 0, "size=24m,mode=0700") == 0 { return path }
            try FileManager.default.removeItem(atPath: path)
            return nil
        }

        private static let isAllowed: Bool = {
            // Nothing to mount on is as good as not being allowed to.
            guard let path = try? mount() else { return false }
            unmount(path)
            return true
        }()

        private static func unmount(_ path: String) {
            umount2(path, Int32(MNT_DETACH))
            // An empty directory left in the system's temporary directory harms nobody.
            try? FileManager.default.removeItem(atPath: path)
        }

        @Test(.enabled(if: isAllowed, "a small file system cannot be mounted: not root, or not allowed to"))
        func `writes are refused by name while there is no room, nothing acknowledged is lost, and it works again with room`() async throws
        {
            let disk = try #require(try Self.mount())
            defer { Self.unmount(disk) }
            let folder = try DataFolder(below: disk)
            let registry = try await RunningRegistry.start(in: folder)
            do { try await fill(registry, disk) } catch {
                await registry.stop()
                throw error
            }
            #expect(await registry.stop() == .ok)
        }

        private func fill(_ registry: RunningRegistry, _ disk: String) async throws {
            try await registry.setUp()
            let before = try await registry.answered(RunningRegistry.event("before", .json(Partnermeldinger.sak("Før"))))
            #expect(before.isKvittering)
            let ballast = disk + "/ballast"
            let descriptor = open(ballast, O_CREAT | O_WRONLY, 0o600)
            let chunk = [UInt8](repeating: 1, count: 4_096)
            while write(descriptor, chunk, chunk.count) > 0 {}
            close(descriptor)

            var accepted: [CloudEvent] = []
            let refused = try await eventually("a refusal") {
                let event = RunningRegistry.event("full-\(accepted.count)", .json(Partnermeldinger.sak("Fullt \(accepted.count)")))
                let answer = try await registry.send(event)
                if answer.status == 202 { accepted.append(event) }
                return answer.status == 202 ? nil : answer
            }
            #expect(refused.status == 503, "\(refused.text)")
            #expect(refused.headers["Retry-After"] != nil)
            #expect(refused.text.contains("disk_full"), "\(refused.text)")
            // What is committed can be read all the same.
            #expect(try await registry.get("/saksmapper/2026/1?kommune=\(RunningRegistry.hamar)").status != 503)

            try FileManager.default.removeItem(atPath: ballast)
            for event in accepted { #expect(try await registry.receipts(of: event).isKvittering, "\(event.id)") }
            let after = try await registry.answered(RunningRegistry.event("after", .json(Partnermeldinger.sak("Etter"))))
            #expect(after.data["mappeKvittering"]?["sakssekvensnummer"]?.integer == Int64(accepted.count + 2))
            let report = try await registry.verify()
            #expect(report.json["chain"]?["ok"]?.boolean == true, "\(report.text)")
            #expect(report.json["replay"]?["equal"]?.boolean == true, "\(report.text)")
        }
    }
}
