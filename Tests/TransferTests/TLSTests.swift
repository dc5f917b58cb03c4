import Waiting
import Testing
import Transfer

struct TLSTests {
    /// Sends until the server has begun to listen.
    private func send(_ client: HTTPClient, _ port: UInt16) async throws -> Result<Int, TransferError> {
        for _ in 0..<200 {
            do throws(TransferError) {
                return .success(try await client.send(HTTPClientRequest(url: "https://127.0.0.1:\(port)/")).status)
            } catch {
                if error.code != .connectionFailed { return .failure(error) }
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        return .failure(TransferError(.connectionFailed, "openssl did not start"))
    }

    @Test func `a certificate is trusted when its authority is, and not otherwise`() async throws {
        let server = try await offPool { try OpenSSLServer() }
        var configuration = HTTPClientConfiguration()
        configuration.tls.authoritiesFile = server.certificateFile
        let trusting = HTTPClient(configuration: configuration)
        let stranger = HTTPClient()
        configuration.tls.authoritiesFile = "/nowhere/cert.pem"
        let mistaken = HTTPClient(configuration: configuration)
        let outcomes = [
            try await send(trusting, server.port), try await send(stranger, server.port), try await send(mistaken, server.port),
        ]
        for client in [trusting, stranger, mistaken] { await client.shutdown() }
        try await offPool { try server.stop() }
        #expect(outcomes[0] == .success(200))
        for refused in outcomes[1...] {
            guard case .failure(let error) = refused else {
                Issue.record("trusted a stranger")
                continue
            }
            #expect(error.code == .tlsFailed)
        }
    }

    @Test func `a peer that speaks no TLS is a named error`() async throws {
        let listener = try RawListener()
        let client = HTTPClient()
        async let served: Void = offPool { try listener.accept().send("HTTP/1.1 400 Bad Request\r\n\r\n") }
        var request = HTTPClientRequest(url: "https://127.0.0.1:\(listener.port)/")
        // The whole suite shares two cores: what is asked here is which error it is, not how soon it comes.
        (request.connectTimeout, request.timeout) = (.seconds(120), .seconds(120))
        #expect(await client.failure(request)?.code == .tlsFailed)
        try await served
        await client.shutdown()
    }
}
