import Domain
import Foundation
import OutsideJudges
import Testing
import Transfer

@testable import DocumentsService

/// The same promises on a bucket of moto's server, which checks the requests' signatures.
@Suite(.enabled(if: OutsideJudge.has("moto.server"), "no moto[server] among the Python tools"))
struct ContentBucketTests {
    private func withStore(
        _ limits: ContentBucket.Limits = ContentBucket.Limits(),
        _ body: (ContentConformance, ContentBucket, MotoServer) async throws -> Void
    ) async throws {
        let server = try await MotoServer.start()
        defer { server.end() }
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("spool-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: root) }
        let client = HTTPClient()
        let configuration = S3Configuration(
            endpoint: "http://127.0.0.1:\(server.port)", bucket: "arkiv",
            signature: AWSSignature(accessKeyID: server.accessKey, secretAccessKey: server.secretKey, region: "eu-north-1"))
        let spool = try ContentDirectory(root: root, disk: DiskThreads(threads: 4)) { UUID().uuidString }
        let store = ContentBucket(bucket: S3Bucket(client: client, configuration), spool: spool, limits: limits) {
            Int64(Date().timeIntervalSince1970 * 1_000)
        }
        do {
            let conformance = try ContentConformance(store)
            try await body(conformance, store, server)
            // Nothing stays in the spool.
            #expect(try await spool.list(conformance.hamar, after: nil, limit: 10).isEmpty)
        } catch {
            await client.shutdown()
            throw error
        }
        await client.shutdown()
    }

    @Test func `a file comes out as it went in, also in parts`() async throws {
        try await withStore { conformance, _, _ in
            try await conformance.keepsWhatItIsGiven()
            try await conformance.givesParts()
            try await conformance.isHeldBackNotFilled()
        }
    }

    @Test func `the same content is stored once a municipality`() async throws {
        try await withStore { store, _, _ in try await store.storesOnce() }
    }

    @Test func `many who store the same at once store one`() async throws {
        try await withStore { conformance, _, _ in try await conformance.manyAtOnceOfOneFileAreOne() }
    }

    @Test func `what is wrong or breaks off leaves nothing behind`() async throws {
        try await withStore { conformance, _, _ in
            try await conformance.refusesAnotherChecksum()
            try await conformance.refusesTooMuch()
            try await conformance.forgetsWhatBrokeOff()
            try await conformance.saysWhatIsNotThere()
        }
    }

    @Test func `files are listed in order and in pages`() async throws {
        try await withStore { conformance, _, _ in try await conformance.listsInOrderAndInPages() }
    }

    @Test func `a file can be removed and stored again`() async throws { try await withStore { store, _, _ in try await store.removes() } }

    @Test func `uploads come in parts, and go on when they broke off`() async throws {
        try await withStore { conformance, _, _ in
            try await conformance.takesUploadsInParts()
            try await conformance.goesOnWithAnUploadThatBrokeOff()
        }
    }

    @Test func `uploads of another checksum are refused; uploads can be discarded`() async throws {
        try await withStore { conformance, _, _ in
            try await conformance.refusesAnUploadOfAnotherChecksum()
            try await conformance.discardsUploads()
        }
    }

    @Test func `a large file is sent in parts`() async throws {
        let limits = ContentBucket.Limits(singlePutBytesMax: 6 << 20, partBytes: 5 << 20)
        try await withStore(limits) { conformance, store, _ in
            let bytes = ContentConformance.sample(12_000_000)
            let stored = try await store.put(bytes, kommune: conformance.hamar)
            let key = ContentKey(kommune: conformance.hamar, digest: stored.digest)
            #expect(try await store.read(key, 0..<Int64.max) == bytes)
        }
    }

    @Test func `what is set aside is not given, and can be stored again`() async throws {
        try await withStore { conformance, store, _ in
            let key = ContentKey(kommune: conformance.hamar, digest: try await store.put([1, 2, 3], kommune: conformance.hamar).digest)
            try await store.setAside(key)
            #expect(try await store.byteCount(of: key) == nil)
            #expect(try await store.bucket.list(prefix: "damaged/").objects.count == 1)
            #expect(try await store.put([1, 2, 3], kommune: conformance.hamar).wasThere == false)
        }
    }

    @Test func `a server that is gone is named and can be tried again`() async throws {
        try await withStore { conformance, store, server in
            let key = ContentKey(kommune: conformance.hamar, digest: try await store.put([1, 2, 3], kommune: conformance.hamar).digest)
            server.end()
            for attempt in 0..<4 {
                let error = await #expect(throws: ContentError.self) {
                    switch attempt {
                    case 0: _ = try await store.put([4], kommune: conformance.hamar)
                    case 1: _ = try await store.read(key, 0..<3)
                    case 2: _ = try await store.byteCount(of: key)
                    default: _ = try await store.list(conformance.hamar, after: nil, limit: 1)
                    }
                }
                #expect(error?.code == .unavailable && error?.isRetriable == true)
            }
        }
    }

    @Test func `a bucket is marked once, whoever is first, and says whether it holds files`() async throws {
        try await withStore { conformance, store, server in
            #expect(try await store.marker() == nil)
            #expect(try await !store.holdsFiles())
            async let one: Void = store.mark(ContentMarker(installation: "one"))
            async let other: Void = store.mark(ContentMarker(installation: "other"))
            _ = try await (one, other)
            let made = try await store.marker()
            #expect(made?.installation == "one" || made?.installation == "other")
            try await store.mark(ContentMarker(installation: "third"))
            #expect(try await store.marker() == made)
            #expect(try await !store.holdsFiles())
            _ = try await store.put([1, 2, 3], kommune: conformance.hamar)
            #expect(try await store.holdsFiles())
            try await server.away()
            let error = await #expect(throws: ContentError.self) { _ = try await store.marker() }
            #expect(error?.code == .unavailable)
            try await server.back()
        }
    }
}
