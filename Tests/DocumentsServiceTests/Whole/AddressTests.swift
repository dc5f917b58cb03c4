import Crypto
import Domain
import ServiceTestSupport
import Testing

extension WholeDocumentsTests {
    /// Files are fetched from addresses, where the operator allows it.
    @Suite(.enabled(if: FileServer.isPossible, "no python3 or openssl"))
    struct AddressTests {
        static let allowed = #"{"verter": ["localhost"], "nett": ["127.0.0.0/8", "::1"]}"#

        private func withServer(
            _ settings: [String: String] = [:], filkilder: String = allowed,
            _ body: (RunningDocuments, SimulatedRegistry, FileServer) async throws -> Void
        ) async throws {
            let server = try FileServer()
            let all = ["SAKARKIV_DOCUMENTS_DOWNLOAD_CA_FILE": server.authoritiesFile].merging(settings) { $1 }
            try await withDocuments(all, filkilder: filkilder) { service, registry in try await body(service, registry, server) }
        }

        @Test func `a file is fetched and its checksum held against what was stated`() async throws {
            try await withServer { service, registry, server in
                let bytes = FileServer.bytes(200_000)
                let made = try await registry.register([
                    .init(referanse: server.url("fil/200000"), sjekksum: SHA256.hex(bytes), stoerrelse: 200_000),
                    .init(referanse: server.url("fil/1000"), sjekksum: SHA256.hex(bytes)),
                    .init(referanse: server.url("missing/1")),
                    .init(referanse: server.url("redirect/1")),
                ])
                #expect(try await service.file(made.dokumentobjekt[0], is: "lagret")["sjekksum"]?.text == SHA256.hex(bytes))
                #expect(try await service.file(made.dokumentobjekt[1], is: "avvist")["fil"]?["kode"]?.text == "checksum_mismatch")
                #expect(try await service.file(made.dokumentobjekt[2], is: "avvist")["fil"]?["kode"]?.text == "source_refused")
                #expect(try await service.file(made.dokumentobjekt[3], is: "avvist")["fil"]?["kode"]?.text == "source_not_allowed")
            }
        }

        @Test func `nothing is fetched from where the operator did not say so, nor from private addresses`() async throws {
            try await withServer(filkilder: #"{"verter": ["localhost"]}"#) { service, registry, server in
                let made = try await registry.register([
                    .init(referanse: server.url("fil/10")), .init(referanse: "https://annet.example.no/fil"),
                    .init(referanse: "sftp://localhost/fil"),
                ])
                #expect(try await service.file(made.dokumentobjekt[0], is: "avvist")["fil"]?["kode"]?.text == "address_not_allowed")
                #expect(try await service.file(made.dokumentobjekt[1], is: "avvist")["fil"]?["kode"]?.text == "source_not_allowed")
                #expect(try await service.file(made.dokumentobjekt[2], is: "avvist")["fil"]?["kode"]?.text == "source_not_allowed")
                #expect(try server.asked("fil/10").isEmpty)
            }
        }

        @Test func `a server that fails for a while is tried again, and a file that breaks off goes on where it was`() async throws {
            try await withServer { service, registry, server in
                let made = try await registry.register([
                    .init(referanse: server.url("failing/5000")), .init(referanse: server.url("broken/80000")),
                ])
                try await service.file(made.dokumentobjekt[0], is: "lagret")
                let state = try await service.file(made.dokumentobjekt[1], is: "lagret")
                #expect(state["sjekksum"]?.text == SHA256.hex(FileServer.bytes(80_000)))
                #expect(try await service.folder.committed("fil.feilet").count >= 3)
                // Six broken answers of an eighth each: more than one attempt makes, so that a later one went on where it ended.
                let asked = try server.asked("broken/80000")
                #expect(asked.filter { $0 == "None" }.count == 1, "\(asked)")
                #expect(asked.count >= 7)
                #expect(try await service.folder.receipts().isEmpty)
            }
        }

        @Test func `a server that never ends is cut off, and one that is late is told`() async throws {
            let settings = [
                "SAKARKIV_DOCUMENTS_FILE_MAX_BYTES": "1000000", "SAKARKIV_DOCUMENTS_TELL_AFTER_SECONDS": "0",
                "SAKARKIV_DOCUMENTS_GIVE_UP_AFTER_SECONDS": "2",
            ]
            try await withServer(settings) { service, registry, server in
                let made = try await registry.register([
                    .init(referanse: server.url("endless/900000")), .init(referanse: "https://localhost:1/x"),
                ])
                #expect(try await service.file(made.dokumentobjekt[0], is: "avvist")["fil"]?["kode"]?.text == "file_too_large")
                let late = try await service.file(made.dokumentobjekt[1], is: "avvist")
                #expect(late["fil"]?["kode"]?.text == "source_unreachable")
                let receipts = try await eventually("late, then given up") {
                    let mine = try await service.folder.receipts().filter {
                        $0["data"]?["systemID"]?.text == made.dokumentobjekt[1].rawValue
                    }
                    return mine.count == 2 ? mine : nil
                }
                #expect(receipts.map { $0["data"]?["erEndelig"]?.boolean } == [false, true])
            }
        }

        @Test func `a service killed while it fetches goes on with the file, and stores it once`() async throws {
            let (folder, server) = (try DataFolder(), try FileServer())
            let settings = ["SAKARKIV_DOCUMENTS_DOWNLOAD_CA_FILE": server.authoritiesFile]
            let first = try await RunningDocuments.start(in: folder, settings, filkilder: Self.allowed)
            var made: SimulatedRegistry.Made?
            do {
                let registry = try SimulatedRegistry(folder)
                try await registry.setUp()
                made = try await registry.register(
                    [.init(referanse: server.url("slow/400000")), .init(referanse: "a.bin")],
                    message: Message.json([("a.bin", [1, 2, 3])]))
                _ = try await eventually("the request") { try server.asked("slow/400000").isEmpty ? nil : true }
            } catch {
                first.kill()
                throw error
            }
            first.kill()
            try server.go()
            let second = try await RunningDocuments.start(in: folder, settings, filkilder: Self.allowed)
            do {
                for id in try #require(made).dokumentobjekt { try await second.file(id, is: "lagret") }
                #expect(try await folder.committed("fil.lagret").count == 2)
                #expect(
                    try await second.get("/dokumentobjekter/\(try #require(made).dokumentobjekt[0])/fil").body == FileServer.bytes(400_000))
            } catch {
                second.kill()
                throw error
            }
            #expect(await second.stop() == 0)
        }
    }
}
