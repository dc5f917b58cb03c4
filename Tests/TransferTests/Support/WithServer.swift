import HTTPServer
import Transfer

/// Runs a server and a client for the body and stops both afterwards, whatever happens.
func withServer(
    _ router: Router, client configuration: HTTPClientConfiguration = HTTPClientConfiguration(),
    _ body: (_ client: HTTPClient, _ url: String) async throws -> Void
) async throws {
    let server = HTTPServer(configuration: HTTPServerConfiguration(), router: router)
    let url = "http://127.0.0.1:\(try server.start())"
    let client = HTTPClient(configuration: configuration)
    do {
        try await body(client, url)
    } catch {
        await client.shutdown()
        await server.stop(grace: .zero)
        throw error
    }
    await client.shutdown()
    await server.stop(grace: .zero)
}

extension HTTPClient {
    /// The error that sending ends with; nil when it succeeds.
    func failure(_ request: HTTPClientRequest) async -> TransferError? {
        do {
            _ = try await send(request)
            return nil
        } catch { return error }
    }
}

extension HTTPClient {
    /// The status of the answer; nil when there is none.
    func status(_ request: HTTPClientRequest) async -> Int? {
        do { return try await send(request).status } catch { return nil }
    }
}

extension HTTPClientResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
