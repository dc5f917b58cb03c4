import HTTPServer
import Waiting
import Testing

struct RequestHeadTests {
    private func answer(_ request: String, _ router: Router = echoRouter()) async throws -> RawResponse {
        let collected = Collected<RawResponse>()
        try await withServer(router) { port, _ in
            collected.add(
                try await offPool {
                    let socket = try RawSocket(port: port)
                    try socket.send(request)
                    return try socket.readResponse()
                })
        }
        return try #require(collected.all.first)
    }

    @Test func `an escaped slash stays in its segment`() async throws {
        var router = Router()
        router.on(.get, "/klasser/{id}/navn") { .text("\($0.parameters["id"] ?? "") \($0.path) \($0.query["å"] ?? "")") }
        let response = try await answer("GET /klasser/12%2F3%20/navn?%C3%A5=%26 HTTP/1.1\r\nHost: x\r\n\r\n", router)
        #expect(response.body == "12/3  /klasser/12%2F3%20/navn &")
    }

    @Test func `header fields arrive in order with their repetitions, and the peer's address`() async throws {
        var router = Router()
        router.on(.get, "/felt") { request in
            .text("\(request.headers.values(of: "x-en")) \(request.headers["X-TO"] ?? "") \(request.remoteAddress)")
        }
        let response = try await answer("GET /felt HTTP/1.1\r\nHost: x\r\nX-En: 1\r\nX-To:  b c \r\nx-en: 2\r\n\r\n", router)
        #expect(response.body == #"["1", "2"] b c 127.0.0.1"#)
    }

    private static let refused: [(name: String, request: String, status: Int)] = [
        ("no host", "GET /ekko HTTP/1.1\r\n\r\n", 400),
        ("broken escape", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("dots", "GET /../etc HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("two framings", "POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("two lengths", "POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400),
        ("no number", "POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", 400),
        ("unknown coding", "POST /ekko HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        ("broken chunk", "POST /ekko HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        ("method", "DELETE /ekko HTTP/1.1\r\nHost: x\r\n\r\n", 405),
        ("path", "GET /annet HTTP/1.1\r\nHost: x\r\n\r\n", 404),
        ("20 kB of head", "GET /ekko HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "a", count: 20_000))\r\n\r\n", 431),
        ("60 kB of head", "GET /ekko HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "a", count: 60_000))\r\n\r\n", 431),
    ]

    @Test(arguments: refused.map(\.name))
    func `what a head cannot mean is refused`(name: String) async throws {
        let refused = try #require(Self.refused.first { $0.name == name })
        #expect(try await answer(refused.request).status == refused.status)
    }

    @Test func `an answer that cannot be written is a 500, not a split answer`() async throws {
        var router = Router()
        router.on(.get, "/delt") { _ in HTTPResponse(status: 200, headers: ["X-En": "a\r\nX-To: b"]) }
        router.on(.get, "/status") { _ in HTTPResponse(status: 99) }
        for path in ["/delt", "/status"] {
            let response = try await answer("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n", router)
            #expect(response.status == 500)
            #expect(response["X-To"] == nil)
        }
    }
}
