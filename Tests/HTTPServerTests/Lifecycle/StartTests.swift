import HTTPServer
import Waiting
import Testing
import Transfer

struct StartTests {
    @Test func `a port in use is a named error with the address`() async throws {
        try await withServer(echoRouter()) { port, server in
            let second = HTTPServer(configuration: HTTPServerConfiguration(port: port), router: echoRouter())
            let error = #expect(throws: HTTPServerError.self) { try second.start() }
            #expect(error?.code == .addressInUse)
            #expect(error?.message.contains("127.0.0.1:\(port)") == true)
            #expect(#expect(throws: HTTPServerError.self) { try server.start() }?.code == .alreadyStarted)
        }
    }

    @Test(arguments: [
        ("localhost", "address_invalid"), ("1.2.3", "address_invalid"), ("", "address_invalid"), ("192.0.2.1", "address_not_available"),
    ])
    func `an address that cannot be bound is a named error`(address: String, code: String) {
        let server = HTTPServer(configuration: HTTPServerConfiguration(address: address), router: Router())
        #expect(#expect(throws: HTTPServerError.self) { try server.start() }?.code.rawValue == code)
    }

    @Test func `the port is free again at once after a stop`() async throws {
        // Not one the system gives out: nobody else gets it in between.
        let port = UInt16.random(in: 10_000..<30_000)
        let first = HTTPServer(configuration: HTTPServerConfiguration(port: port), router: echoRouter())
        #expect(try first.start() == port)
        let socket = try await offPool {
            let socket = try RawSocket(port: port)
            try socket.send("GET /ekko HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try socket.readResponse().status == 200)
            return SendableSocket(socket)
        }
        await first.stop(grace: .seconds(1))
        #expect(try await offPool { try socket.raw.readToEnd() } == "")
        let second = HTTPServer(configuration: HTTPServerConfiguration(port: port), router: echoRouter())
        #expect(try second.start() == port)
        await second.stop(grace: .zero)
    }

    @Test func `one thread serves too`() async throws {
        try await withServer(echoRouter(), configure: { $0.threads = 1 }) { port, _ in
            let status = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("GET /ekko HTTP/1.1\r\nHost: x\r\n\r\n")
                return try socket.readResponse().status
            }
            #expect(status == 200)
        }
    }

    @Test func `a silent connection is closed after the idle time`() async throws {
        try await withServer(echoRouter(), configure: { $0.idleTimeoutSeconds = 1 }) { port, _ in
            let text = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("GET /ekko HT")
                return try socket.readToEnd()
            }
            #expect(text == "")
        }
    }

    @Test func `the idle time does not run while a request is handled`() async throws {
        var router = Router()
        router.on(.get, "/sen") { _ in
            // Cancelled means stopped: the answer then does not matter.
            try? await Task.sleep(for: .milliseconds(2500))
            return .text("likevel")
        }
        try await withServer(router, configure: { $0.idleTimeoutSeconds = 1 }) { port, _ in
            let body = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("GET /sen HTTP/1.1\r\nHost: x\r\n\r\n")
                return try socket.readResponse().body
            }
            #expect(body == "likevel")
        }
    }

    @Test func `a connection over the limit waits for a place`() async throws {
        try await withServer(
            echoRouter(), configure: { ($0.threads, $0.connectionLimit, $0.limitConnectionsPerAddress) = (1, 2, 3) }
        ) { port, _ in
            let (isEarly, status) = try await offPool {
                let request = "GET /ekko HTTP/1.1\r\nHost: x\r\n\r\n"
                var places = try (0..<2).map { _ in try RawSocket(port: port) }
                for place in places {
                    try place.send(request)
                    _ = try place.readResponse()
                }
                let third = try RawSocket(port: port)
                try third.send(request)
                let isEarly = third.hasSomething(withinMilliseconds: 200)
                places.removeLast()
                return (isEarly, try third.readResponse().status)
            }
            #expect(!isEarly)
            #expect(status == 200)
        }
    }

    @Test func `an IPv6 address serves too`() async throws {
        let server = HTTPServer(configuration: HTTPServerConfiguration(address: "::1"), router: echoRouter())
        let port = try server.start()
        let client = HTTPClient()
        let response = try await client.send(HTTPClientRequest(url: "http://[::1]:\(port)/ekko"))
        #expect(response.status == 200)
        await client.shutdown()
        await server.stop(grace: .zero)
    }

    @Test func `the observer hears of every request`() async throws {
        let reports = Collected<HTTPExchangeReport>()
        try await withServer(echoRouter(maximumBodyBytes: 10), configure: { $0.observer = { reports.add($0) } }) { port, _ in
            try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nabcd")
                _ = try socket.readResponse()
                try socket.send("GET /annet HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = try socket.readResponse()
                try socket.send("POST /ekko HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc")
            }
            let all = try await reports.waitFor(3)
            #expect(all.map(\.status) == [200, 404, nil])
            #expect(all.map(\.route) == ["/ekko", nil, "/ekko"])
            #expect(all.map(\.isComplete) == [true, true, false])
            #expect(all.map(\.receivedBodyBytes) == [4, 0, 3])
        }
    }
}
