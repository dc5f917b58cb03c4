import HTTPServer
import Waiting
import Testing

struct BodyLimitTests {
    private static let kilobyte = String(repeating: "x", count: 1024)

    @Test func `a body that is announced too large is refused before it comes`() async throws {
        try await withServer(echoRouter()) { port, _ in
            let response = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
                return try socket.readResponse()
            }
            #expect(response.status == 413)
            #expect(response["Content-Type"] == "application/problem+json")
            #expect(response["Connection"] == "close")
        }
    }

    @Test(arguments: [("gzip", 415), ("identity", 200)])
    func `a body that is packed is refused by name, not taken for what it seems to be`(coding: String, status: Int) async throws {
        try await withServer(echoRouter()) { port, _ in
            let response = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Encoding: \(coding)\r\nContent-Length: 4\r\n\r\nabcd")
                return try socket.readResponse()
            }
            #expect(response.status == status)
            #expect(status == 200 || response["Accept-Encoding"] == "identity")
        }
    }

    @Test func `a client that waits for 100 Continue gets the refusal instead`() async throws {
        try await withServer(echoRouter(maximumBodyBytes: 10)) { port, _ in
            let text = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n")
                return try socket.readToEnd()
            }
            #expect(text.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func `a client that waits for 100 Continue gets it when its body is welcome`() async throws {
        try await withServer(echoRouter()) { port, _ in
            let response = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
                _ = try socket.read(through: "HTTP/1.1 100 Continue\r\n\r\n")
                try socket.send("abcd")
                return try socket.readResponse()
            }
            #expect(response.body == "POST /ekko 4 abcd")
        }
    }

    @Test func `a client that sends its whole refused body still sees why`() async throws {
        try await withServer(echoRouter(), configure: { $0.maximumBodyBytes = 1 << 20 }) { port, _ in
            let text = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: \(8 << 20)\r\n\r\n")
                try socket.send([UInt8](repeating: 7, count: 8 << 20))
                return try socket.readToEnd()
            }
            #expect(text.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func `a small refused body does not cost the connection`() async throws {
        try await withServer(echoRouter(maximumBodyBytes: 10)) { port, _ in
            let (first, second) = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: 1024\r\n\r\n" + Self.kilobyte)
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789")
                return (try socket.readResponse(), try socket.readResponse())
            }
            #expect(first.status == 413)
            #expect(second.body == "POST /ekko 10 0123456789")
        }
    }

    @Test func `a chunked body arrives whole`() async throws {
        try await withServer(echoRouter()) { port, _ in
            let bodies = try await offPool {
                let socket = try RawSocket(port: port)
                let chunk = "400\r\n\(Self.kilobyte)\r\n"
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
                for _ in 0..<200 { try socket.send(chunk) }
                try socket.send("0\r\n\r\n")
                let first = try socket.readResponse().body
                try socket.send(
                    "PUT /ekko HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: x\r\n\r\n")
                return [first, try socket.readResponse().body]
            }
            #expect(bodies == ["POST /ekko 204800 " + String(repeating: "x", count: 64), "PUT /ekko 5 abcde"])
        }
    }

    @Test func `a chunked body is counted and refused when it grows too large`() async throws {
        try await withServer(echoRouter(maximumBodyBytes: 100_000)) { port, _ in
            let text = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
                for _ in 0..<1000 { try socket.send("400\r\n\(Self.kilobyte)\r\n") }
                return try socket.readToEnd()
            }
            #expect(text.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func `a body exactly as large as allowed is taken, chunked or not`() async throws {
        try await withServer(echoRouter(maximumBodyBytes: 1024)) { port, _ in
            let bodies = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: 1024\r\n\r\n" + Self.kilobyte)
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n\(Self.kilobyte)\r\n0\r\n\r\n")
                return [try socket.readResponse().status, try socket.readResponse().status]
            }
            #expect(bodies == [200, 200])
        }
    }

    @Test func `a client that never stops sending what was refused is cut off`() async throws {
        try await withServer(echoRouter(maximumBodyBytes: 10), configure: { $0.maximumDiscardedBytes = 1 << 20 }) { port, _ in
            await #expect(throws: RawSocket.Failure.self) {
                try await offPool {
                    let socket = try RawSocket(port: port)
                    try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n")
                    for _ in 0..<1024 { try socket.send([UInt8](repeating: 7, count: 1 << 20)) }
                }
            }
        }
    }

    @Test func `bodies together take no more memory than allowed`() async throws {
        let started = Collected<Bool>()
        let release = AsyncStream<Void>.makeStream()
        var router = echoRouter()
        router.on(.post, "/vent") { _ in
            started.add(true)
            for await _ in release.stream { break }
            return .noContent
        }
        @Sendable func post(_ path: String, bytes: Int, to port: UInt16) throws -> RawSocket {
            let socket = try RawSocket(port: port)
            try socket.send("POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: \(bytes)\r\n\r\n")
            try socket.send([UInt8](repeating: 7, count: bytes))
            return socket
        }
        try await withServer(router, configure: { $0.maximumBufferedBytes = 1 << 20 }) { port, _ in
            let holder = try await offPool { SendableSocket(try post("/vent", bytes: 900_000, to: port)) }
            _ = try await started.waitFor()
            let refused = try await offPool { try post("/ekko", bytes: 200_000, to: port).readResponse() }
            #expect(refused.status == 503)
            #expect(refused["Retry-After"] == "1")
            release.continuation.yield()
            #expect(try await offPool { try holder.raw.readResponse().status } == 204)
            #expect(try await offPool { try post("/ekko", bytes: 200_000, to: port).readResponse().status } == 200)
        }
    }

    @Test func `admission refuses before the body comes`() async throws {
        var router = echoRouter()
        router.admission = { _ in .problem(status: 401, detail: "no token") }
        try await withServer(router) { port, _ in
            let response = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n")
                return try socket.readResponse()
            }
            #expect(response.status == 401)
        }
    }
}
