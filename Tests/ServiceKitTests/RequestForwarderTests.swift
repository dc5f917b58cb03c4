import Domain
import HTTPServer
import Observability
import Synchronization
import Testing
import Transfer

@testable import ServiceKit

struct RequestForwarderTests {
    private let kommune: Organisasjonsnummer
    private let client = HTTPClient()
    private let metrics = MetricsRegistry()

    init() throws { kommune = try #require(Organisasjonsnummer("970540008")) }

    /// Runs `use` with the URL of a server that answers everything with `handler`.
    private func withOwner(_ handler: @escaping HTTPHandler, _ use: (String) async throws -> Void) async throws {
        let server = HTTPServer(configuration: HTTPServerConfiguration(), handler: handler)
        let port = try server.start()
        do {
            try await use("http://127.0.0.1:\(port)")
            await server.stop(grace: .seconds(1))
        } catch {
            await server.stop(grace: .zero)
            throw error
        }
    }

    private func forwarder(_ lookup: @escaping RequestForwarder.Lookup) -> RequestForwarder {
        RequestForwarder(
            client: client, ownURL: "http://me", logger: Logger(service: "registry", sink: CapturedLog()), metrics: metrics, lookup: lookup)
    }

    private func request(
        _ method: HTTPMethod = .post, target: String = "/saksmapper?kommune=970540008&q=a%2Fb", headers: HTTPFields = [:], body: String = ""
    ) throws -> HTTPRequest {
        try #require(HTTPRequest(method: method, target: target, headers: headers, body: Array(body.utf8)))
    }

    private func text(_ response: HTTPResponse) -> String {
        guard case .bytes(let bytes) = response.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `method, path, query, headers and body reach the owner, and its answer the client`() async throws {
        let seen = Mutex<HTTPRequest?>(nil)
        try await withOwner({ request in
            seen.withLock { $0 = request }
            return HTTPResponse(status: 201, headers: ["Location": "/saksmapper/1", "X-Own": "kept"], body: .bytes(Array("made".utf8)))
        }) { url in
            let trace = try #require(TraceContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
            let answer = await forwarder { _, _ in url }.forward(
                try request(
                    headers: [
                        "Authorization": "Bearer t", "Idempotency-Key": "k", "Connection": "X-Hop", "X-Hop": "gone", "Host": "me",
                        "Content-Type": "application/json", "traceparent": "old",
                    ], body: "{\"tittel\":\"Løten\"}"),
                for: kommune, trace: trace)
            #expect(answer.status == 201)
            #expect(answer.headers["Location"] == "/saksmapper/1")
            #expect(answer.headers["X-Own"] == "kept")
            #expect(text(answer) == "made")
        }
        let owner = try #require(seen.withLock { $0 })
        #expect(owner.method == .post)
        #expect(owner.target == "/saksmapper?kommune=970540008&q=a%2Fb")
        #expect(owner.headers["Authorization"] == "Bearer t")
        #expect(owner.headers["Idempotency-Key"] == "k")
        #expect(owner.headers["X-Hop"] == nil)
        #expect(owner.headers["traceparent"] == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        #expect(owner.headers.values(of: "Content-Type") == ["application/json"])
        #expect(RequestForwarder.isForwarded(owner))
        #expect(String(decoding: owner.body, as: UTF8.self) == "{\"tittel\":\"Løten\"}")
    }

    @Test func `a request that was forwarded already goes no further`() async throws {
        let answer = await forwarder { _, _ in
            Issue.record("asked for the owner")
            return nil
        }.forward(try request(headers: ["sakarkiv-forwarded": "1"]), for: kommune)
        #expect(answer.status == 421)
    }

    @Test func `after a stale answer the owner is looked up once more`() async throws {
        try await withOwner({ _ in ProblemDetails.misdirected().response }) { old in
            try await withOwner({ _ in .text("here") }) { new in
                let asked = Mutex<[String?]>([])
                let answer = await forwarder { _, refused in
                    asked.withLock { $0.append(refused) }
                    return refused == nil ? old : new
                }.forward(try request(), for: kommune)
                #expect(text(answer) == "here")
                #expect(asked.withLock { $0 } == [nil, old])
            }
        }
    }

    @Test func `an owner that is gone is looked up once more, then the client comes back later`() async throws {
        let asked = Mutex(0)
        let answer = await forwarder { _, _ in
            asked.withLock { $0 += 1 }
            return "http://127.0.0.1:1"
        }.forward(try request(), for: kommune)
        #expect(answer.status == 503)
        #expect(answer.headers["Retry-After"] == "1")
        #expect(asked.withLock { $0 } == 2)
        #expect(metrics.exposition().contains("sakarkiv_requests_not_forwarded_total 1"))
    }

    @Test func `nobody known, and only oneself known, is 503`() async throws {
        #expect(await forwarder { _, _ in nil }.forward(try request(), for: kommune).status == 503)
        #expect(await forwarder { _, _ in "http://me" }.forward(try request(), for: kommune).status == 503)
    }

    @Test(arguments: [(HTTPMethod.post, 1), (.patch, 1), (.get, 2), (.put, 2), (.delete, 2)])
    func `a request that may have been acted on is sent again only when that is harmless`(method: HTTPMethod, times: Int) async throws {
        let owner = try RudeServer()
        defer { owner.stop() }
        let answer = await forwarder { _, _ in "http://127.0.0.1:\(owner.port)" }.forward(try request(method, body: "{}"), for: kommune)
        #expect(answer.status == 503)
        #expect(answer.headers["Retry-After"] == "1")
        #expect(owner.visits == times)
    }

    @Test func `a large answer is passed on whole`() async throws {
        let size = 3 * RequestForwarder.limitWholeAnswerBytes
        try await withOwner({ _ in HTTPResponse(status: 200, body: .bytes([UInt8](repeating: 7, count: size))) }) { url in
            let forwarder = forwarder { _, _ in url }
            let kommune = kommune
            try await withOwner({ await forwarder.forward($0, for: kommune) }) { front in
                let answer = try await client.send(HTTPClientRequest(url: front + "/stor"))
                #expect(answer.body.count == size)
                #expect(answer.body.allSatisfy { $0 == 7 })
                let head = try await client.send(HTTPClientRequest(method: "HEAD", url: front + "/stor"))
                #expect(head.status == 200)
                #expect(head.body.isEmpty)
            }
        }
    }

    @Test func `an answer that breaks off breaks off for the client too`() async throws {
        try await withOwner({ _ in
            let stream = HTTPStream()
            Task {
                _ = await stream.write(Array("half".utf8))
                // Let the half be sent before the break.
                try? await Task.sleep(for: .milliseconds(50))
                stream.abort()
            }
            return HTTPResponse(status: 200, body: .stream(stream))
        }) { url in
            let forwarder = forwarder { _, _ in url }
            let kommune = kommune
            try await withOwner({ await forwarder.forward($0, for: kommune) }) { front in
                await #expect(throws: TransferError.self) { try await client.send(HTTPClientRequest(url: front + "/halv")) }
            }
        }
    }
}
