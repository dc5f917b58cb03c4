import Crypto
import Testing

extension WholeDocumentsTests {
    /// Files are fetched over SSH, from servers that are known.
    @Suite(.enabled(if: SSHFileServer.isPossible, "no asyncssh: set SAKARKIV_TOOLS to a virtual environment with it"))
    struct SSHTests {
        private let bytes = WholeDocumentsTests.bytes(400_000)

        private func sources(_ server: SSHFileServer, fingerprint: String) -> String {
            #"{"verter": ["127.0.0.1"], "nett": ["127.0.0.0/8"], "sftp": [{"vert": "127.0.0.1", "bruker": "arkiv", "passordfil": "#
                + "\"\(server.passwordFile)\", \"vertsnoekkel\": \"\(fingerprint)\"}]}"
        }

        @Test func `a file comes over sftp, and one that is not there is named`() async throws {
            let server = try SSHFileServer(file: bytes)
            try await withDocuments(filkilder: sources(server, fingerprint: server.fingerprint)) { service, registry in
                let made = try await registry.register([
                    .init(referanse: "sftp://127.0.0.1:\(server.port)/fil.bin", sjekksum: SHA256.hex(bytes)),
                    .init(referanse: "sftp://127.0.0.1:\(server.port)/borte.bin"),
                ])
                try await service.file(made.dokumentobjekt[0], is: "lagret")
                #expect(try await service.get("/dokumentobjekter/\(made.dokumentobjekt[0])/fil").body == bytes)
                #expect(try await service.file(made.dokumentobjekt[1], is: "avvist")["fil"]?["kode"]?.text == "source_refused")
            }
        }

        @Test func `nothing is sent to a server that is not the known one`() async throws {
            let server = try SSHFileServer(file: bytes)
            let other = "SHA256:" + String(repeating: "A", count: 43)
            try await withDocuments(filkilder: sources(server, fingerprint: other)) { service, registry in
                let made = try await registry.register([.init(referanse: "sftp://127.0.0.1:\(server.port)/fil.bin")])
                #expect(try await service.file(made.dokumentobjekt[0], is: "avvist")["fil"]?["kode"]?.text == "host_key_not_known")
            }
        }
    }
}
