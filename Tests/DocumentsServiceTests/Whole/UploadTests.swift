import Contracts
import Crypto
import Foundation
import Glibc
import ServiceTestSupport
import Testing

extension WholeDocumentsTests {
    /// Files come by upload, in one piece and in parts.
    struct UploadTests {
        private static let partial = ("Content-Type", "application/partial-upload")

        @Test func `an upload is stored once, and a wrong checksum names both`() async throws {
            try await withDocuments { service, _ in
                let bytes = WholeDocumentsTests.bytes(300_000)
                let path = "/filer/sha256:\(SHA256.hex(bytes))"
                let first = try await service.call("PUT", path, as: "byggsak", body: bytes)
                #expect(first.status == 201)
                #expect(first.json["referanseDokumentfil"]?.text == "sha256:\(SHA256.hex(bytes))")
                let again = try await eventually("the first upload to be known") {
                    let answer = try await service.call("PUT", path, as: "byggsak", body: bytes)
                    return answer.status == 200 ? answer : nil
                }
                #expect(again.json["varDer"]?.boolean == true)
                let wrong = try await service.call("PUT", path, as: "byggsak", body: [1, 2, 3])
                #expect(wrong.status == 422)
                #expect(wrong.codes == ["checksum_mismatch"])
                #expect(wrong.text.contains(SHA256.hex(bytes)))
                #expect(wrong.text.contains(SHA256.hex([1, 2, 3] as [UInt8])))
                #expect(try service.folder.files(below: "content").count == 1)
                #expect(try await service.call("PUT", "/filer/sha256:abc", as: "byggsak", body: bytes).status == 400)
                #expect(try await service.call("PUT", path, as: "operator", body: bytes).status == 403)
                #expect(try await service.call("PUT", path, as: nil, body: bytes).status == 401)
            }
        }

        @Test func `that others have uploaded a file is not told to whoever uploads it too or knows its checksum`() async throws {
            try await withDocuments { service, _ in
                let bytes = WholeDocumentsTests.bytes(2_000)
                let path = "/filer/sha256:\(SHA256.hex(bytes))"
                for who in ["byggsak", "arkivar", "saksbehandler"] {
                    #expect(try await service.get(path, as: who).status == 404, "\(who)")
                    let answer = try await service.call("PUT", path, as: who, body: bytes)
                    #expect(answer.status == 201 && answer.json["varDer"]?.boolean == false, "\(who): \(answer.text)")
                    // The municipality's own people share what they upload: the first of them is told that it was theirs.
                    if who == "saksbehandler" { continue }
                    _ = try await eventually("the upload of \(who)") { try await service.get(path, as: who).status == 200 ? true : nil }
                }
                #expect(try await service.get(path, as: "saksbehandler").status == 404)
                #expect(try service.folder.files(below: "content").count == 1)
            }
        }

        @Test func `archivist and operator see how the stored files stand, others do not`() async throws {
            try await withDocuments { service, _ in
                let path = "/fiksitet?kommune=\(SimulatedRegistry.hamar)"
                #expect(try await service.call("POST", "/filer", as: "byggsak", body: WholeDocumentsTests.bytes(1_000)).status == 201)
                let figures = try await eventually("the stored file") {
                    let answer = try await service.call("GET", path, as: "arkivar")
                    return answer.json["antallFiler"]?.integer == 1 ? answer.json : nil
                }
                #expect(figures["antallBytes"]?.integer == 1_000)
                #expect(figures["antallSkadde"]?.integer == 0)
                #expect(figures["treff"]?.elements?.isEmpty == true)
                #expect(try await service.call("GET", path, as: "operator").status == 200)
                for who in ["byggsak", "saksbehandler"] { #expect(try await service.call("GET", path, as: who).status == 403) }
                #expect(try await service.call("GET", "\(path)&after=x", as: "arkivar").status == 400)
            }
        }

        @Test func `what is too large is refused, whether it says so or not`() async throws {
            try await withDocuments(["SAKARKIV_DOCUMENTS_FILE_MAX_BYTES": "1000"]) { service, _ in
                let tooLarge = try await service.call("POST", "/filer", as: "byggsak", body: WholeDocumentsTests.bytes(1_001))
                #expect(tooLarge.status == 413)
                let justRight = try await service.call("POST", "/filer", as: "byggsak", body: WholeDocumentsTests.bytes(1_000))
                #expect(justRight.status == 201)
                #expect(try service.folder.files(below: "content").count == 1)
            }
        }

        @Test func `an upload in parts goes on after the service was killed in the middle, and becomes a file`() async throws {
            let folder = try DataFolder()
            let bytes = WholeDocumentsTests.bytes(3_000_000)
            let first = try await RunningDocuments.start(in: folder)
            var place = ""
            do {
                try await SimulatedRegistry(folder).setUp()
                let made = try await eventually("the municipality") {
                    let answer = try await first.call(
                        "POST", "/filer", as: "byggsak", headers: [("Upload-Complete", "?0"), ("Repr-Digest", Self.digest(bytes))])
                    return answer.status == 404 ? nil : answer
                }
                #expect(made.status == 201)
                #expect(made.headers["Upload-Offset"] == "0")
                place = try #require(made.headers["Location"]?.split(separator: "?").first.map(String.init))
                let part = try await first.call(
                    "PATCH", place, as: "byggsak", body: Array(bytes[..<1_000_000]),
                    headers: [Self.partial, ("Upload-Offset", "0"), ("Upload-Complete", "?0")])
                #expect(part.status == 204)
                // Half a part more, broken off by the end of everything.
                try await breakOff(first, place, Array(bytes[1_000_000...]), offset: 1_000_000)
            } catch {
                first.kill()
                throw error
            }
            first.kill()
            let second = try await RunningDocuments.start(in: folder)
            do {
                let state = try await second.call("HEAD", place, as: "byggsak")
                #expect(state.status == 204)
                let offset = try #require(state.headers["Upload-Offset"].flatMap { Int($0) })
                #expect(offset >= 1_000_000 && offset < bytes.count)
                #expect(state.headers["Upload-Complete"] == "?0")
                let wrong = try await second.call(
                    "PATCH", place, as: "byggsak", body: [1], headers: [Self.partial, ("Upload-Offset", "5"), ("Upload-Complete", "?0")])
                #expect(wrong.status == 409)
                #expect(wrong.headers["Upload-Offset"] == "\(offset)")
                #expect(try await second.call("HEAD", place, as: "annen").status == 404)
                let done = try await second.call(
                    "PATCH", place, as: "byggsak", body: Array(bytes[offset...]),
                    headers: [Self.partial, ("Upload-Offset", "\(offset)"), ("Upload-Complete", "?1")])
                #expect(done.status == 201, "\(done.text)")
                #expect(done.json["sjekksum"]?.text == SHA256.hex(bytes))
                #expect(try folder.files(below: "content").count == 1)
                #expect(try await second.call("HEAD", place, as: "byggsak").status == 404)
            } catch {
                second.kill()
                throw error
            }
            #expect(await second.stop() == 0)
        }

        /// Sends a part of which the rest never comes, over a socket of its own, and waits until some of it is durable.
        private func breakOff(_ service: RunningDocuments, _ place: String, _ bytes: [UInt8], offset: Int) async throws {
            let port = UInt16(service.url.split(separator: ":").last ?? "") ?? 0
            let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            (address.sin_port, address.sin_addr.s_addr) = (port.bigEndian, UInt32(0x7F00_0001).bigEndian)
            let connected = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
            }
            try #require(connected == 0)
            let head = """
                PATCH \(place)?kommune=\(SimulatedRegistry.hamar) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token-byggsak\r
                Content-Type: application/partial-upload\r\nUpload-Offset: \(offset)\r\nUpload-Complete: ?1\r
                Content-Length: \(bytes.count)\r\n\r\n
                """
            var rest = (Array(head.utf8) + bytes.dropLast(100_000))[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                try #require(count > 0)
                rest = rest.dropFirst(count)
            }
            _ = try await eventually("bytes of the part") {
                let files = try service.folder.files(below: "content").map { "\(service.folder.path)/content/\($0)" }
                let sizes = try files.map { try FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int ?? 0 }
                return sizes.contains { $0 > offset } ? true : nil
            }
            // Closed by the process' end: the service must not see an orderly one before it is killed.
        }

        @Test func `an upload in parts with another checksum is refused, and one can be given up`() async throws {
            try await withDocuments { service, _ in
                let made = try await service.call(
                    "POST", "/filer", as: "byggsak", body: [1, 2], headers: [("Upload-Complete", "?0"), ("Repr-Digest", Self.digest([9]))])
                let place = try #require(made.headers["Location"]?.split(separator: "?").first.map(String.init))
                let done = try await service.call(
                    "PATCH", place, as: "byggsak", body: [3], headers: [Self.partial, ("Upload-Offset", "2"), ("Upload-Complete", "?1")])
                #expect(done.status == 422)
                let other = try await service.call("POST", "/filer", as: "byggsak", headers: [("Upload-Complete", "?0")])
                let second = try #require(other.headers["Location"]?.split(separator: "?").first.map(String.init))
                #expect(try await service.call("DELETE", second, as: "byggsak").status == 204)
                #expect(try await service.call("HEAD", second, as: "byggsak").status == 404)
                let bare = try await service.call(
                    "PATCH", second, as: "byggsak", body: [3], headers: [("Upload-Offset", "0"), ("Upload-Complete", "?1")])
                #expect(bare.status == 415)
                // Deleted and then «finished»: nobody gets another's file by knowing its checksum.
                let gone = try await service.call(
                    "PATCH", second, as: "byggsak", headers: [Self.partial, ("Upload-Offset", "0"), ("Upload-Complete", "?1")])
                #expect(gone.status == 404)
            }
        }

        private static func digest(_ bytes: [UInt8]) -> String { "sha-256=:\(Base64.encode(SHA256.hash(bytes))):" }

        private static let mayMount: Bool = {
            guard let path = try? mount(megabytes: 1) else { return false }
            unmount(path)
            return true
        }()

        private static func mount(megabytes: Int) throws -> String? {
            let path = FileManager.default.temporaryDirectory.appendingPathComponent("documents-disk-\(UUID().uuidString)").path
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            if Glibc.mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m,mode=0700") == 0 { return path }
            try FileManager.default.removeItem(atPath: path)
            return nil
        }

        private static func unmount(_ path: String) {
            umount2(path, Int32(MNT_DETACH))
            try? FileManager.default.removeItem(atPath: path)
        }

        @Test(.enabled(if: mayMount, "a small file system cannot be mounted: not root, or not allowed to"))
        func `a full disk in the middle of an upload is said so, nothing stays behind, and with room it works again`() async throws {
            let disk = try #require(try Self.mount(megabytes: 4))
            defer { Self.unmount(disk) }
            try await withDocuments(["SAKARKIV_DOCUMENTS_CONTENT": "\(disk)/content"]) { service, registry in
                let large = WholeDocumentsTests.bytes(6_000_000)
                let put = try await service.call("PUT", "/filer/sha256:\(SHA256.hex(large))", as: "byggsak", body: large)
                #expect(put.status == 507)
                #expect(put.codes == ["disk_full"])
                let left = try FileManager.default.subpathsOfDirectory(atPath: disk).filter { path in
                    var isDirectory: ObjCBool = false
                    return FileManager.default.fileExists(atPath: "\(disk)/\(path)", isDirectory: &isDirectory) && !isDirectory.boolValue
                }
                #expect(left == ["content/sakarkiv-content.json"])
                let made = try await registry.register([.init(referanse: "a")], message: Message.json([("a", large)]))
                #expect(try await service.file(made.dokumentobjekt[0], is: "feilet")["fil"]?["kode"]?.text == "disk_full")
                let small = WholeDocumentsTests.bytes(100_000)
                #expect(try await service.call("POST", "/filer", as: "byggsak", body: small).status == 201)
            }
        }
    }
}
