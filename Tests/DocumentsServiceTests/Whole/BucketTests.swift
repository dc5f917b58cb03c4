import Contracts
import Crypto
import Domain
import Foundation
import OutsideJudges
import ServiceTestSupport
import Testing
import Transfer

extension WholeDocumentsTests {
    /// The whole way over HTTP with the files in a bucket of moto's server, which checks the requests' signatures.
    @Suite(.enabled(if: OutsideJudge.has("moto.server"), "no moto[server] among the Python tools"))
    struct BucketTests {
        private static let complete = [("Content-Type", "application/partial-upload"), ("Upload-Complete", "?1")]

        private func withBucket(
            _ more: [String: String] = [:], _ body: (RunningDocuments, SimulatedRegistry, MotoServer) async throws -> Void
        ) async throws {
            let server = try await MotoServer.start()
            defer { server.end() }
            let settings = [
                "SAKARKIV_DOCUMENTS_S3_ENDPOINT": "http://127.0.0.1:\(server.port)", "SAKARKIV_DOCUMENTS_S3_BUCKET": "arkiv",
                "SAKARKIV_DOCUMENTS_S3_REGION": "eu-north-1", "SAKARKIV_DOCUMENTS_S3_ACCESS_KEY_ID": server.accessKey,
                "SAKARKIV_DOCUMENTS_S3_SECRET_ACCESS_KEY": server.secretKey,
            ].merging(more) { $1 }
            try await WholeDocumentsTests.withDocuments(settings) { service, registry in try await body(service, registry, server) }
        }

        /// The bucket, as its operator sees it.
        private func withObjects<Value>(_ server: MotoServer, _ body: (S3Bucket) async throws -> Value) async throws -> Value {
            let client = HTTPClient()
            let signature = AWSSignature(accessKeyID: server.accessKey, secretAccessKey: server.secretKey, region: "eu-north-1")
            let bucket = S3Bucket(
                client: client, S3Configuration(endpoint: "http://127.0.0.1:\(server.port)", bucket: "arkiv", signature: signature))
            do {
                let value = try await body(bucket)
                await client.shutdown()
                return value
            } catch {
                await client.shutdown()
                throw error
            }
        }

        private func keys(_ server: MotoServer) async throws -> [String] {
            try await withObjects(server) { try await $0.list().objects.map(\.key).filter { $0 != "sakarkiv-content.json" } }
        }

        /// Uploads a file and registers a document with it; the path of the document's file.
        private func document(_ bytes: [UInt8], _ service: RunningDocuments, _ registry: SimulatedRegistry) async throws -> String {
            let name = "sha256:\(SHA256.hex(bytes))"
            let put = try await eventually("the municipality") {
                let answer = try await service.call("PUT", "/filer/\(name)", as: "byggsak", body: bytes)
                return answer.status == 404 ? nil : answer
            }
            #expect(put.status == 201, "\(put.text)")
            let made = try await registry.register([.init(referanse: name)])
            try await service.file(made.dokumentobjekt[0], is: "lagret")
            return "/dokumentobjekter/\(made.dokumentobjekt[0])/fil"
        }

        private func fixity(
            _ service: RunningDocuments, _ what: String, _ isSo: (JSONValue) -> Bool
        ) async throws -> JSONValue {
            try await eventually(what) {
                let answer = try await service.get("/fiksitet", as: "arkivar")
                return answer.status == 200 && isSo(answer.json) ? answer.json : nil
            }
        }

        @Test func `what is uploaded lies in the bucket, is given out, read again, and found when it is damaged`() async throws {
            try await withBucket(["SAKARKIV_DOCUMENTS_FIXITY_INTERVAL_SECONDS": "1"]) { service, registry, server in
                let bytes = WholeDocumentsTests.bytes(400_000)
                let path = try await document(bytes, service, registry)
                #expect(try await service.get(path).body == bytes)
                let part = try await service.get(path, as: "saksbehandler", [("Range", "bytes=300000-300099")])
                #expect(part.status == 206 && part.body == Array(bytes[300_000..<300_100]))
                let again = try await service.call("PUT", "/filer/sha256:\(SHA256.hex(bytes))", as: "byggsak", body: bytes)
                #expect(again.status == 200 && again.json["varDer"]?.boolean == true)
                let key = "\(SimulatedRegistry.hamar)/\(SHA256.hex(bytes))"
                #expect(try await keys(server) == [key])
                #expect(try service.folder.files(below: "content").isEmpty)

                let checked = try await fixity(service, "a check") { $0["sisteKontroll"] != nil }
                #expect(checked["antallFiler"]?.integer == 1 && checked["antallSkadde"]?.integer == 0)

                var changed = bytes
                changed[200_000] ^= 1
                let other = BytesUpload(changed)
                _ = try await withObjects(server) { try await $0.put(key, other) }
                let damaged = try await fixity(service, "the damage") { $0["antallSkadde"]?.integer == 1 }
                #expect(damaged["treff"]?[0]?["sjekksum"]?.text == SHA256.hex(bytes))
                #expect(damaged["treff"]?[0]?["skade"]?["slag"]?.text == "endret")
                // Set aside: nobody is given other bytes as the document.
                let lost = try await service.get(path)
                #expect(lost.status == 503 && lost.json["errors"]?[0]?["code"]?.text == "content_missing", "\(lost.text)")
                #expect(lost.headers["Retry-After"] != nil)
                #expect(try await keys(server).allSatisfy { $0.hasPrefix("damaged/\(key)-") })

                #expect(try await service.call("PUT", "/filer/sha256:\(SHA256.hex(bytes))", as: "arkivar", body: bytes).status == 201)
                _ = try await fixity(service, "a whole file") { $0["antallSkadde"]?.integer == 0 }
                #expect(try await service.get(path).body == bytes)
            }
        }

        @Test func `files are not damaged because the server is away, and are read again when it is back`() async throws {
            try await withBucket(["SAKARKIV_DOCUMENTS_FIXITY_INTERVAL_SECONDS": "1"]) { service, registry, server in
                _ = try await document(WholeDocumentsTests.bytes(100_000), service, registry)
                _ = try await fixity(service, "a check") { $0["sisteKontroll"] != nil }
                try await server.away()
                func moment(_ stand: JSONValue) -> Int64 { stand["sisteKontroll"]?.text.flatMap { Tidspunkt($0) }?.milliseconds ?? 0 }
                // Long overdue: it has been tried meanwhile.
                let away = try await fixity(service, "a check that is overdue") {
                    Int64(Date().timeIntervalSince1970 * 1_000) - moment($0) > 6_000
                }
                #expect(away["antallSkadde"]?.integer == 0)
                try await server.back()
                let back = try await fixity(service, "the next check") { moment($0) > moment(away) }
                #expect(back["antallSkadde"]?.integer == 0 && back["antallFiler"]?.integer == 1)
            }
        }

        @Test func `a server that goes away in the middle is told by name, loses nothing, and everything goes on when it is back`()
            async throws
        {
            try await withBucket { service, registry, server in
                let (large, parts) = (WholeDocumentsTests.bytes(3_000_000), WholeDocumentsTests.bytes(2_000_000, seed: 2))
                let (whole, attached) = (WholeDocumentsTests.bytes(1_000_000, seed: 3), WholeDocumentsTests.bytes(50_000, seed: 4))
                let path = try await document(large, service, registry)
                let upload = try await begin(parts, service)

                // In the middle of a file on its way there.
                try await server.away(afterBytes: 300_000)
                let put = { try await service.call("PUT", "/filer/sha256:\(SHA256.hex(whole))", as: "byggsak", body: whole) }
                try await expectUnavailable(try await put())
                // The upload in parts alone is kept on this machine.
                #expect(try service.folder.files(below: "content").count == 1)

                // While it is away.
                try await expectUnavailable(try await service.get("/filer/sha256:\(SHA256.hex(large))", as: "byggsak"))
                let given = try await service.get(path)
                #expect(given.status == 503 && given.headers["Retry-After"] != nil && given.text.contains("content_storage_unavailable"))
                let ready = try await service.call("GET", "/readyz", as: nil)
                #expect(ready.status == 503 && ready.text.contains("the storage of files does not answer"))
                let last = [("Upload-Offset", "1000000")] + Self.complete
                try await expectUnavailable(
                    try await service.call("PATCH", upload, as: "byggsak", body: Array(parts[1_000_000...]), headers: last))
                let made = try await registry.register([.init(referanse: "a")], message: Message.json([("a", attached)]))
                let failed = try await service.file(made.dokumentobjekt[0], is: "feilet")
                #expect(failed["fil"]?["kode"]?.text == "content_storage_unavailable")

                try await server.back()
                // What was there of the upload is there: nothing is sent again.
                let state = try await service.call("HEAD", upload, as: "byggsak")
                #expect(state.status == 204 && state.headers["Upload-Offset"] == "2000000")
                let done = try await service.call(
                    "PATCH", upload, as: "byggsak", headers: [("Upload-Offset", "2000000")] + Self.complete)
                #expect(done.status == 201 && done.json["sjekksum"]?.text == SHA256.hex(parts), "\(done.text)")
                #expect(try await put().status == 201)
                try await service.file(made.dokumentobjekt[0], is: "lagret")
                #expect(try await service.get("/dokumentobjekter/\(made.dokumentobjekt[0])/fil").body == attached)
                _ = try await eventually("readiness") { try await service.call("GET", "/readyz", as: nil).status == 200 ? true : nil }
                let stored = Set([large, parts, whole, attached].map { "\(SimulatedRegistry.hamar)/\(SHA256.hex($0))" })
                #expect(Set(try await keys(server)) == stored)
                #expect(try service.folder.files(below: "content").isEmpty)

                // In the middle of a file on its way from there: nobody takes a part for all.
                try await server.away(afterBytes: 1_000_000)
                await #expect(throws: TransferError.self) { _ = try await service.get(path) }
                try await server.back()
                #expect(try await service.get(path).body == large)
            }
        }

        /// Begins an upload and sends half of it; its path.
        private func begin(_ bytes: [UInt8], _ service: RunningDocuments) async throws -> String {
            let made = try await service.call("POST", "/filer", as: "byggsak", headers: [("Upload-Complete", "?0")])
            let place = try #require(made.headers["Location"]?.split(separator: "?").first.map(String.init))
            let headers = [("Content-Type", "application/partial-upload"), ("Upload-Offset", "0"), ("Upload-Complete", "?0")]
            let part = try await service.call("PATCH", place, as: "byggsak", body: Array(bytes[..<(bytes.count / 2)]), headers: headers)
            #expect(part.status == 204)
            return place
        }

        private func expectUnavailable(_ answer: ServiceAnswer, _ place: SourceLocation = #_sourceLocation) async throws {
            #expect(
                answer.status == 503 && answer.codes == ["content_storage_unavailable"] && answer.headers["Retry-After"] == "5",
                "\(answer.status) \(answer.text)", sourceLocation: place)
        }
    }
}
