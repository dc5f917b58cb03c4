import Contracts
import Domain
import Foundation
import HTTPServer
import Observability
import ShardRuntime
import Testing

@testable import ServiceKit

struct ServiceRoutesTests {
    private struct Oops: Error {}

    private let log = CapturedLog()
    private let hamar: Organisasjonsnummer
    private var routes: ServiceRoutes

    init() throws {
        hamar = try #require(Organisasjonsnummer("970540008"))
        let credentials = Credentials([
            ("kari", Principal(identity: "kari", role: .saksbehandler, kommuner: .only([hamar]))),
            ("ola", Principal(identity: "ola", role: .arkivar, kommuner: .all)),
        ])
        routes = ServiceRoutes(
            authorizer: Authorizer(credentials), logger: Logger(service: "registry", time: ManualClock(), sink: log), random: .seeded(1))
        routes.on(.get, "/whoami", for: [.saksbehandler, .arkivar]) { asked in .text(asked.principal.identity) }
        routes.on(.get, "/kommune", for: [.saksbehandler, .arkivar]) { asked in .text(try asked.kommune().rawValue) }
        routes.on(.get, "/saksmapper/{systemID}", for: [.arkivar]) { asked in .text(asked[parameter: "systemID"]) }
        routes.on(.get, "/rejects", for: [.arkivar]) { _ in throw Rejection(.ikkefunnet, []) }
        routes.on(.get, "/breaks", for: [.arkivar]) { _ in throw Oops() }
        routes.on(.get, "/crowded", for: [.arkivar]) { _ in throw TooManyReads() }
        routes.on(.get, "/trace", for: [.arkivar]) { asked in .text(asked.trace.traceIDText) }
        routes.on(.get, "/json", for: [.arkivar]) { _ in .json(Array("{}".utf8)) }
        routes.on(.get, "/events", for: [.arkivar]) { _ in
            HTTPResponse(
                status: 200, headers: ["Content-Type": "application/cloudevents-batch+json; charset=utf-8"], body: .bytes([0x5B, 0x5D]))
        }
        routes.on(.get, "/kept", for: [.arkivar]) { _ in
            HTTPResponse(status: 200, headers: ["content-type": "application/json", "cache-control": "private, max-age=5"], body: .empty)
        }
        routes.on(.get, "/file", for: [.arkivar]) { _ in
            HTTPResponse(status: 200, headers: ["Content-Type": "application/pdf", "Cache-Control": "private, no-cache"], body: .empty)
        }
        routes.onStreaming(.put, "/count", for: [.arkivar]) { _, body in
            var count = 0
            for try await piece in body { count += piece.count }
            return .text(String(count))
        }
    }

    private func send(
        _ target: String, _ method: HTTPMethod = .get, as token: String?, headers more: [String: String] = [:], body: [UInt8] = []
    ) async throws -> HTTPResponse {
        var headers = HTTPFields()
        if let token { headers["Authorization"] = "Bearer \(token)" }
        for (name, value) in more { headers[name] = value }
        let request = try #require(HTTPRequest(method: method, target: target, headers: headers, body: body))
        return await routes.router.handler(request)
    }

    private func text(_ response: HTTPResponse) -> String {
        guard case .bytes(let bytes) = response.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `a handler sees who asks`() async throws {
        #expect(text(try await send("/whoami", as: "kari")) == "kari")
        #expect(text(try await send("/saksmapper/abc", as: "ola")) == "abc")
    }

    @Test func `nobody and the wrong role do not get in`() async throws {
        #expect(try await send("/whoami", as: nil).status == 401)
        #expect(try await send("/whoami", as: "eve").status == 401)
        #expect(try await send("/saksmapper/abc", as: "kari").status == 403)
        #expect(try await send("/saksmapper/abc", .head, as: "kari").status == 403)
        #expect(try await send("/count", .put, as: "kari", body: [1]).status == 403)
    }

    @Test func `the municipality comes from the request or from a token that has only one`() async throws {
        #expect(text(try await send("/kommune", as: "kari")) == "970540008")
        #expect(try await send("/kommune", as: "ola").status == 400)
        #expect(text(try await send("/kommune?kommune=970169717", as: "ola")) == "970169717")
        #expect(try await send("/kommune?kommune=970169717", as: "kari").status == 403)
        #expect(try await send("/kommune?kommune=123", as: "ola").status == 400)
    }

    @Test func `a body is read piece by piece`() async throws {
        #expect(text(try await send("/count", .put, as: "ola", body: [1, 2, 3])) == "3")
    }

    @Test func `a rejection is answered as a problem`() async throws {
        let response = try await send("/rejects", as: "ola")
        #expect(response.status == 404)
        #expect(response.headers["Content-Type"] == "application/problem+json")
    }

    @Test func `who finds too many before them is told to come again`() async throws {
        let response = try await send("/crowded", as: "ola")
        #expect(response.status == 503)
        #expect(response.headers["Retry-After"] != nil)
    }

    @Test func `an error nobody expected is logged, and nothing of it goes out`() async throws {
        let response = try await send("/breaks", as: "ola")
        #expect(response.status == 500)
        #expect(!text(response).contains("Oops"))
        #expect(log.lines.count == 1)
        let line = try JSONReader.read(Array(try #require(log.lines.first).utf8))
        #expect(line["route"]?.text == "/breaks")
        let trace = try #require(line["trace_id"]?.text)
        #expect(text(response).contains("urn:sakarkiv:trace:\(trace)"))
    }

    @Test func `the caller's trace goes on`() async throws {
        let header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        #expect(text(try await send("/trace", as: "ola", headers: ["traceparent": header])) == "0af7651916cd43dd8448eb211c80319c")
    }

    @Test(arguments: ["/json", "/events", "/rejects", "/breaks"])
    func `no cache keeps JSON that was asked for with a token, and nobody takes it for anything else`(path: String) async throws {
        let response = try await send(path, as: "ola")
        #expect(response.headers["Cache-Control"] == "no-store")
        #expect(response.headers["X-Content-Type-Options"] == "nosniff")
    }

    @Test func `so it is with a refusal, also of a request whose body is not read`() async throws {
        for token in [nil, "kari", "eve"] {
            let response = try await send("/json", as: token)
            #expect(response.headers["Cache-Control"] == "no-store" && response.headers["X-Content-Type-Options"] == "nosniff")
        }
        var headers = HTTPFields()
        headers["Authorization"] = "Bearer kari"
        var request = try #require(HTTPRequest(method: .put, target: "/count", headers: headers, body: []))
        request.route = "/count"
        let refusal = try #require(routes.router.admission?(request))
        #expect(refusal.status == 403 && refusal.headers["X-Content-Type-Options"] == "nosniff")
    }

    @Test func `what a route says of caches counts, and files keep their own`() async throws {
        let kept = try await send("/kept", as: "ola")
        #expect(kept.headers.values(of: "Cache-Control") == ["private, max-age=5"])
        #expect(kept.headers["X-Content-Type-Options"] == "nosniff")
        let file = try await send("/file", as: "ola")
        #expect(file.headers["Cache-Control"] == "private, no-cache")
        #expect(file.headers["X-Content-Type-Options"] == nil)
    }

    @Test func `an error that quotes what was read leaves its kind and place in the log, and no more`() async throws {
        struct Letter: Decodable { let from: [String: Int] }
        var routes = routes
        routes.on(.get, "/decodes", for: [.arkivar]) { _ in
            _ = try JSONDecoder().decode(Letter.self, from: Data(#"{"from": {"alder": "Ola Nordmann"}}"#.utf8))
            return .noContent
        }
        var headers = HTTPFields()
        headers["Authorization"] = "Bearer ola"
        let request = try #require(HTTPRequest(method: .get, target: "/decodes", headers: headers, body: []))
        #expect(await routes.router.handler(request).status == 500)
        let line = try #require(log.lines.last)
        #expect(!line.contains("Nordmann") && line.contains("DecodingError.typeMismatch") && line.contains("/from/alder"), "\(line)")
    }
}
