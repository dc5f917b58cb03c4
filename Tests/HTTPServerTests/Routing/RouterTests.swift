import HTTPServer
import Testing

struct RouterTests {
    private func answer(_ router: Router, _ method: HTTPMethod, _ target: String) async throws -> HTTPResponse {
        await router.handler(try #require(HTTPRequest(method: method, target: target)))
    }

    private func text(_ response: HTTPResponse) -> String {
        if case .bytes(let bytes) = response.body { String(decoding: bytes, as: UTF8.self) } else { "" }
    }

    private func naming(_ patterns: [String]) -> Router {
        var router = Router()
        for pattern in patterns {
            router.on(.get, pattern) { request in
                .text(pattern + request.parameters.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined())
            }
        }
        return router
    }

    @Test(arguments: [
        ("/", "/"), ("/saksmapper/ny", "/saksmapper/ny"), ("/saksmapper/17", "/saksmapper/{systemID} systemID=17"),
        ("/saksmapper/2026/4", "/saksmapper/{saksaar}/{sakssekvensnummer} saksaar=2026 sakssekvensnummer=4"),
        ("/saksmapper/ny/4", "/saksmapper/{saksaar}/{sakssekvensnummer} saksaar=ny sakssekvensnummer=4"),
        ("/saksmapper/ny/kladd", "/saksmapper/ny/kladd"), ("/saksmapper/a%2Fb", "/saksmapper/{systemID} systemID=a/b"),
        ("/saksmapper/n%79", "/saksmapper/ny"),
    ])
    func `the most literal route takes the path`(target: String, expected: String) async throws {
        let router = naming([
            "/", "/saksmapper/{systemID}", "/saksmapper/ny", "/saksmapper/{saksaar}/{sakssekvensnummer}", "/saksmapper/ny/kladd",
        ])
        #expect(text(try await answer(router, .get, target)) == expected)
    }

    @Test(arguments: ["/saksmapper", "/saksmapper/", "/saksmapper//", "/saksmapper/1/2/3", "/SAKSMAPPER/1"])
    func `a path without a route is a 404 problem`(target: String) async throws {
        let response = try await answer(naming(["/saksmapper/{systemID}"]), .get, target)
        #expect(response.status == 404)
        #expect(response.headers["content-type"] == "application/problem+json")
        #expect(text(response).contains(#""status":404"#) && text(response).contains(#""type":"about:blank""#))
    }

    @Test func `a method without a route is a 405 problem that names the others`() async throws {
        var router = naming(["/sak"])
        router.on(.post, "/sak") { _ in .noContent }
        let response = try await answer(router, .delete, "/sak")
        #expect(response.status == 405)
        #expect(response.headers["Allow"] == "GET, POST, HEAD, OPTIONS")
        #expect(response.headers["Content-Type"] == "application/problem+json")
    }

    @Test func `OPTIONS answers what is allowed`() async throws {
        let response = try await answer(naming(["/sak"]), .options, "/sak")
        #expect(response.status == 204)
        #expect(response.headers["Allow"] == "GET, HEAD, OPTIONS")
        #expect(try await answer(naming(["/sak"]), .options, "*").status == 204)
    }

    @Test func `HEAD is served by the route of GET`() async throws {
        #expect(try await answer(naming(["/sak"]), .head, "/sak").status == 200)
    }

    @Test func `a method that only a less literal route has is still found`() async throws {
        var router = naming(["/sak/ny"])
        router.on(.delete, "/sak/{id}") { .text($0.parameters["id"] ?? "") }
        #expect(text(try await answer(router, .delete, "/sak/ny")) == "ny")
        #expect(try await answer(router, .put, "/sak/ny").headers["Allow"] == "GET, DELETE, HEAD, OPTIONS")
    }

    @Test func `the routes can be listed`() {
        var router = naming(["/sak/{id}", "/sak"])
        router.onStreaming(.put, "/filer/{hash}") { _, _ in .noContent }
        #expect(router.routes.map { "\($0.method) \($0.pattern)" } == ["GET /sak/{id}", "GET /sak", "PUT /filer/{hash}"])
    }

    @Test func `middleware stands around the handler, the first one outermost`() async throws {
        var router = Router()
        router.on(.get, "/sak/{id}") { .text("sak \($0.parameters["id"] ?? "") \($0.headers["X-Spor"] ?? "")") }
        router.use { request, next in
            var request = request
            request.headers["X-Spor"] = "ytre"
            var response = await next(request)
            response.headers.add("X-Rute", request.route ?? "")
            return response
        }
        router.use { request, next in
            var request = request
            request.headers["X-Spor"] = (request.headers["X-Spor"] ?? "") + "+indre"
            return await next(request)
        }
        let response = try await answer(router, .get, "/sak/7")
        #expect(text(response) == "sak 7 ytre+indre")
        #expect(response.headers["X-Rute"] == "/sak/{id}")
    }

    @Test func `admission answers before the handler does`() async throws {
        var router = naming(["/sak/{id}"])
        router.admission = { $0.headers["Authorization"] == nil ? .problem(status: 401, detail: "no token for \($0.route ?? "")") : nil }
        #expect(try await answer(router, .get, "/sak/7").status == 401)
        #expect(try await answer(router, .get, "/annet").status == 404)
    }

    @Test func `a streaming route called without a server reads the whole body`() async throws {
        var router = Router()
        router.onStreaming(.put, "/filer/{hash}") { _, body in
            var count = 0
            do { for try await piece in body { count += piece.count } } catch { return .problem(status: 500, detail: "\(error)") }
            return .text("\(count)")
        }
        let request = try #require(HTTPRequest(method: .put, target: "/filer/1", body: Array(repeating: 7, count: 1000)))
        #expect(text(await router.handler(request)) == "1000")
    }
}
