import Glibc
import HTTPServer
import Waiting
import Testing
import Transfer

struct SendTests {
    private func echo() -> Router {
        var router = Router()
        for method in [HTTPMethod.get, .post, .put, .patch, .delete, "PURGE"] {
            router.on(method, "/ekko") { request in
                var response = HTTPResponse.text(
                    "\(request.method) \(request.target) \(request.headers["X-En"] ?? "-") \(request.headers["Content-Type"] ?? "-") ")
                if case .bytes(let bytes) = response.body { response.body = .bytes(bytes + request.body) }
                response.headers.add("X-Flere", "a")
                response.headers.add("X-Flere", "b")
                return response
            }
        }
        return router
    }

    @Test(arguments: ["GET", "POST", "PUT", "PATCH", "DELETE", "PURGE"])
    func `a request arrives as it was given, and so does the answer`(method: String) async throws {
        try await withServer(echo()) { client, url in
            let body = method == "GET" ? "" : "kropp"
            let request = HTTPClientRequest(
                method: method, url: url + "/ekko?q=a%2Fb", headers: ["X-En": "to", "X-Tom": ""], body: Array(body.utf8))
            let response = try await client.send(request)
            #expect(response.status == 200)
            #expect(response.text == "\(method) /ekko?q=a%2Fb to - \(body)")
            #expect(response.headers.values(of: "x-flere") == ["a", "b"])
            #expect(response.headers["content-type"] == "text/plain; charset=utf-8")
        }
    }

    @Test func `a body of every byte goes and comes back whole`() async throws {
        var router = Router()
        router.on(.post, "/ekko") { HTTPResponse(status: 201, body: .bytes($0.body)) }
        try await withServer(router) { client, url in
            let body = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let response = try await client.send(HTTPClientRequest(method: "POST", url: url + "/ekko", body: body))
            #expect(response.status == 201)
            #expect(response.body == body)
        }
    }

    @Test func `an answer with any status is an answer, and HEAD has no body`() async throws {
        try await withServer(echo()) { client, url in
            let missing = try await client.send(HTTPClientRequest(url: url + "/annet"))
            #expect(missing.status == 404)
            let head = try await client.send(HTTPClientRequest(method: "HEAD", url: url + "/ekko"))
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            #expect(head.headers["Content-Length"] != nil)
        }
    }

    @Test func `a redirect is not followed`() async throws {
        var router = Router()
        router.on(.get, "/flyttet") { _ in HTTPResponse(status: 307, headers: ["Location": "/ekko"]) }
        try await withServer(router) { client, url in
            let response = try await client.send(HTTPClientRequest(url: url + "/flyttet"))
            #expect(response.status == 307)
            #expect(response.headers["location"] == "/ekko")
        }
    }

    @Test func `two requests one after the other use one connection`() async throws {
        let listener = try RawListener()
        let client = HTTPClient()
        async let served: Int = offPool {
            let peer = try listener.accept()
            for _ in 0..<2 {
                _ = try peer.readHead()
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            }
            return 2
        }
        for _ in 0..<2 {
            let response = try await client.send(HTTPClientRequest(url: "http://127.0.0.1:\(listener.port)/"))
            #expect(response.text == "ok")
        }
        #expect(try await served == 2)
        await client.shutdown()
    }

    @Test func `five hundred requests at once are all answered`() async throws {
        var router = Router()
        router.on(.get, "/tall/{n}") { .text($0.parameters["n"] ?? "") }
        try await withServer(router) { client, url in
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<500 {
                    group.addTask { try await client.send(HTTPClientRequest(url: url + "/tall/\(number)")).text }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(answers == Set((0..<500).map(String.init)))
        }
    }

    @Test func `a proxy in the environment is not used`() async throws {
        setenv("http_proxy", "http://127.0.0.1:1", 1)
        setenv("all_proxy", "http://127.0.0.1:1", 1)
        defer {
            unsetenv("http_proxy")
            unsetenv("all_proxy")
        }
        try await withServer(echo()) { client, url in
            let response = try await client.send(HTTPClientRequest(url: url + "/ekko"))
            #expect(response.status == 200)
        }
    }

    @Test func `a proxy that is configured is used`() async throws {
        var configuration = HTTPClientConfiguration()
        configuration.proxy = "http://127.0.0.1:1"
        try await withServer(echo(), client: configuration) { client, url in
            #expect(await client.failure(HTTPClientRequest(url: url + "/ekko"))?.code == .connectionFailed)
        }
    }

    @Test func `a socket in the file system can be the peer`() async throws {
        let path = "/tmp/sakarkiv-transfer-\(UInt32.random(in: 0 ... .max)).sock"
        let listener = try RawListener(unixPath: path)
        defer { unlink(path) }
        let client = HTTPClient()
        async let served: Void = listener.answerOnce("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        var request = HTTPClientRequest(url: "http://lokal/")
        request.unixSocketPath = path
        let response = try await client.send(request)
        #expect(response.text == "ok")
        try await served
        await client.shutdown()
    }
}
