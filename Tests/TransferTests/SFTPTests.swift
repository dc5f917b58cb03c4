import Foundation
import Waiting
import Testing

@testable import Transfer

/// Against asyncssh's server, with a host key of its own and one user with password and key.
@Suite(.enabled(if: PythonServer.has("asyncssh"), PythonServer.missing("asyncssh")))
struct SFTPTests {
    private static let content = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 6) }

    /// A server, its directory with `fil.bin` in it, and who may read it.
    private struct Running {
        let client: HTTPClient
        let directory: URL
        let root: String
        let fingerprint: String

        var file: URL { directory.appending(path: "rot/fil.bin") }

        func request(_ path: String = "/fil.bin", _ change: (inout SFTPLogin, inout TransferPolicy) -> Void = { _, _ in })
            -> DownloadRequest
        {
            var login = SFTPLogin(user: "arkiv", proof: .password("pass ord"), hostKey: .fingerprint(fingerprint))
            var policy = TransferPolicy()
            (policy.protocols, policy.allowedNetworks) = ([.sftp], IPNetwork.loopback)
            change(&login, &policy)
            var request = DownloadRequest(url: root + path, policy: policy)
            (request.login, request.resumeDelay) = (login, .zero)
            // The suite shares two cores: what is asked is what happens, not how soon.
            request.limits.connectTimeout = .seconds(60)
            return request
        }

        func failure(_ request: DownloadRequest) async -> TransferError? {
            do {
                _ = try await Downloader(client: client).download(request, into: CollectingSink())
                return nil
            } catch { return error as? TransferError }
        }
    }

    private func withServer(_ body: (Running) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "sakarkiv-sftp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory.appending(path: "rot"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }  // a temporary folder left behind harms nobody
        try Data(Self.content).write(to: directory.appending(path: "rot/fil.bin"))
        let server = try await offPool { try PythonServer(Self.script, [directory.path]) }
        let client = HTTPClient()
        do {
            try await body(
                Running(client: client, directory: directory, root: "sftp://127.0.0.1:\(server.words[0])", fingerprint: server.words[1]))
        } catch {
            await client.shutdown()
            throw error
        }
        await client.shutdown()
        withExtendedLifetime(server) {}
    }

    @Test func `a file arrives whole, by password and by key, from a server that is known`() async throws {
        try await withServer { running in
            let proofs: [SFTPLogin.Proof] = [
                .password("pass ord"), .key(file: running.directory.appending(path: "key").path, passphrase: nil),
            ]
            let known = SFTPLogin.HostKey.knownHosts(file: running.directory.appending(path: "known_hosts").path)
            for proof in proofs {
                for hostKey in [.fingerprint(running.fingerprint), known] {
                    let sink = CollectingSink()
                    let request = running.request { login, _ in (login.proof, login.hostKey) = (proof, hostKey) }
                    let file = try await Downloader(client: running.client).download(request, into: sink)
                    #expect(sink.bytes == Self.content)
                    #expect(file.bytes == 5_000_000 && sink.heads.map(\.totalBytes) == [5_000_000])
                }
            }
        }
    }

    @Test func `a server that is not known, a wrong password, an absent file and an address of our own are named errors`() async throws {
        try await withServer { running in
            let other = String(repeating: "A", count: 43)
            #expect(await running.failure(running.request { login, _ in login.hostKey = .fingerprint(other) })?.code == .hostKeyNotKnown)
            #expect(await running.failure(running.request { login, _ in login.hostKey = .fingerprint("") })?.code == .hostKeyNotKnown)
            let nobody = SFTPLogin.HostKey.knownHosts(file: "/dev/null")
            #expect(await running.failure(running.request { login, _ in login.hostKey = nobody })?.code == .hostKeyNotKnown)
            #expect(await running.failure(running.request { login, _ in login.proof = .password("feil") })?.code == .authenticationFailed)
            #expect(await running.failure(running.request("/borte"))?.code == .notFound)
            #expect(await running.failure(running.request { _, policy in policy.allowedNetworks = [] })?.code == .addressNotAllowed)
            #expect(await running.failure(running.request { _, policy in policy.protocols = [.https] })?.code == .unsupportedProtocol)
            var withoutLogin = running.request()
            withoutLogin.login = nil
            #expect(await running.failure(withoutLogin)?.code == .authenticationFailed)
            var small = running.request()
            small.limits.maximumBytes = 4_999_999
            #expect(await running.failure(small)?.code == .tooLarge)
        }
    }

    @Test func `a download goes on in the same file, and begins again in another`() async throws {
        try await withServer { running in
            let downloader = Downloader(client: running.client)
            let whole = try await downloader.download(running.request(), into: CollectingSink())
            var request = running.request()
            request.continuing = .init(receivedBytes: 1_500_000, version: try #require(whole.version))
            let sink = CollectingSink(Array(Self.content[..<1_500_000]))
            _ = try await downloader.download(request, into: sink)
            #expect(sink.bytes == Self.content && sink.heads.map(\.offset) == [1_500_000])

            for (size, date) in [(5_000_000, 1_000_000_000.0), (1_600_000, 1_100_000_000), (1_000, 1_200_000_000), (0, 1_300_000_000)] {
                let bytes = [UInt8](repeating: 7, count: size)
                try Data(bytes).write(to: running.file)
                let modified = Date(timeIntervalSince1970: date)
                try FileManager.default.setAttributes([.modificationDate: modified], ofItemAtPath: running.file.path)
                let sink = CollectingSink(Array(Self.content[..<1_500_000]))
                let file = try await downloader.download(request, into: sink)
                #expect(sink.bytes == bytes && sink.heads.map(\.offset) == [0] && file.bytes == Int64(size))
            }
        }
    }

    @Test func `a file is put there`() async throws {
        try await withServer { running in
            let request = running.request()
            let login = try #require(request.login)
            try await SFTPUploader(client: running.client)
                .upload(BytesUpload(Self.content), to: running.root + "/ny.bin", login: login, policy: request.policy)
            #expect(try Data(contentsOf: running.directory.appending(path: "rot/ny.bin")) == Data(Self.content))
        }
    }

    private static let script = """
        import asyncio, asyncssh
        directory = sys.argv[1]
        host, user = asyncssh.generate_private_key("ssh-ed25519"), asyncssh.generate_private_key("ssh-ed25519")
        user.write_private_key(directory + "/key")
        user.write_public_key(directory + "/authorized")

        class Server(asyncssh.SSHServer):
            def begin_auth(self, username):
                return True
            def password_auth_supported(self):
                return True
            def validate_password(self, username, password):
                return (username, password) == ("arkiv", "pass ord")

        async def main():
            server = await asyncssh.create_server(
                Server, "127.0.0.1", 0, server_host_keys=[host], authorized_client_keys=directory + "/authorized",
                sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=(directory + "/rot").encode()))
            port = server.sockets[0].getsockname()[1]
            with open(directory + "/known_hosts", "w") as known:
                known.write("[127.0.0.1]:%d %s" % (port, host.export_public_key().decode()))
            tell(port, host.get_fingerprint().split(":")[1])
            await asyncio.Event().wait()
        asyncio.run(main())
        """
}
