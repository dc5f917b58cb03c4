import Crypto
import Foundation
import OutsideJudges
import ServiceTestSupport
import ShardRuntime
import Testing
import Transfer

@testable import ServiceKit

extension WholeDocumentsTests {
    /// Snapshots in a bucket of moto's server, which checks the requests' signatures.
    @Suite(.enabled(if: OutsideJudge.has("moto.server"), "no moto[server] among the Python tools"))
    struct SnapshotBucketTests {
        private func withShelf(
            _ limits: BucketShelf.Limits = BucketShelf.Limits(), _ body: (BucketShelf, MotoServer, String) async throws -> Void
        ) async throws {
            let server = try await MotoServer.start()
            defer { server.end() }
            let folder = try DataFolder()
            let client = HTTPClient()
            let signature = AWSSignature(accessKeyID: server.accessKey, secretAccessKey: server.secretKey, region: "eu-north-1")
            let configuration = S3Configuration(endpoint: "http://127.0.0.1:\(server.port)", bucket: "arkiv", signature: signature)
            let shelf = BucketShelf(client: client, configuration, prefix: "kopier/", disk: SnapshotDisk(), limits: limits)
            do { try await body(shelf, server, folder.path) } catch {
                await client.shutdown()
                throw error
            }
            await client.shutdown()
        }

        private func file(_ path: String, _ bytes: [UInt8]) async throws -> LocalFile {
            try Data(bytes).write(to: URL(filePath: path))
            return LocalFile(path: path, bytes: Int64(bytes.count), sha256: SHA256.hex(bytes))
        }

        @Test(arguments: [Int64(256 << 20), 4 << 20])
        func `a file that is put in the bucket, whole or in parts, comes back the same`(singlePutBytesMax: Int64) async throws {
            var limits = BucketShelf.Limits()
            (limits.singlePutBytesMax, limits.partBytes) = (singlePutBytesMax, 5 << 20)
            try await withShelf(limits) { shelf, _, folder in
                let bytes = WholeDocumentsTests.bytes(11_000_000)
                try await shelf.put(try await file("\(folder)/a", bytes), as: "documents/970540008/1-a.sqlite")
                try await shelf.write([1, 2, 3], as: "documents/970540008/1-a.json")
                #expect(try await shelf.names(below: "documents/970540008").sorted() == ["1-a.json", "1-a.sqlite"])
                #expect(try await shelf.names(below: "documents/964950679").isEmpty)
                #expect(try await shelf.read("documents/970540008/1-a.json") == [1, 2, 3])
                try await shelf.fetch("documents/970540008/1-a.sqlite", to: "\(folder)/b")
                #expect(try Data(contentsOf: URL(filePath: "\(folder)/b")) == Data(bytes))
                try await shelf.remove("documents/970540008/1-a.sqlite")
                #expect(try await shelf.names(below: "documents/970540008") == ["1-a.json"])
            }
        }

        @Test func `what is not there is missing, and a server that is away is unavailable`() async throws {
            try await withShelf { (shelf: BucketShelf, server: MotoServer, folder: String) async throws -> Void in
                let missing = await #expect(throws: SnapshotError.self) { try await shelf.read("documents/970540008/1-a.json") }
                #expect(missing?.code == .missing)
                let gone = await #expect(throws: SnapshotError.self) { try await shelf.fetch("documents/a", to: "\(folder)/c") }
                #expect(gone?.code == .missing)
                try await server.away()
                let away = await #expect(throws: SnapshotError.self) { try await shelf.names(below: "documents/970540008") }
                #expect(away?.code == .unavailable)
            }
        }

        @Test func `a documents service without a store begins with its snapshot in the bucket`() async throws {
            let server = try await MotoServer.start()
            defer { server.end() }
            let settings = [
                "SAKARKIV_SNAPSHOTS": "s3://arkiv/kopier", "SAKARKIV_SNAPSHOTS_S3_ENDPOINT": "http://127.0.0.1:\(server.port)",
                "SAKARKIV_SNAPSHOTS_S3_REGION": "eu-north-1", "SAKARKIV_SNAPSHOTS_S3_ACCESS_KEY_ID": server.accessKey,
                "SAKARKIV_SNAPSHOTS_S3_SECRET_ACCESS_KEY": server.secretKey,
            ]
            let folder = try DataFolder()
            let first = try await RunningDocuments.start(in: folder, settings)
            do {
                try await SimulatedRegistry(folder).setUp()
                try await eventually("the municipality") { try await first.get("/dokumentobjekter").status == 404 ? nil : true }
                let made = try await first.call("POST", "/admin/snapshot", as: "operator")
                #expect(made.status == 201, "\(made.text)")
                let list = try await first.get("/admin/snapshots", as: "operator")
                #expect(list.json["treff"]?.elements?.first?["sha256"] == made.json["sha256"], "\(list.text)")
            } catch {
                first.kill()
                throw error
            }
            #expect(await first.stop() == 0)
            for name in try folder.files(below: "documents") where name.contains(".sqlite") {
                try FileManager.default.removeItem(atPath: "\(folder.path)/documents/\(name)")
            }
            let second = try await RunningDocuments.start(in: folder, settings)
            #expect(try await second.figures("sakarkiv_snapshots_restored_total") == ["sakarkiv_snapshots_restored_total 1"])
            #expect(try await second.figures("sakarkiv_snapshot_failures_total") == ["sakarkiv_snapshot_failures_total 0"])
            let verified = try await second.call("POST", "/admin/verify", as: "operator")
            #expect(verified.json["replay"]?["equal"]?.boolean == true, "\(verified.text)")
            #expect(await second.stop() == 0)
        }
    }
}
