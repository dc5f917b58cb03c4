import HTTPServer
import Waiting
import Testing

struct KeepAliveTests {
    private static let get = "GET /ekko HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test func `a connection takes one request after the other`() async throws {
        try await withServer(echoRouter()) { port, _ in
            let bodies = try await offPool {
                let socket = try RawSocket(port: port)
                return try (0..<5).map { number in
                    try socket.send("POST /ekko?n=\(number) HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
                    return try socket.readResponse().body
                }
            }
            #expect(bodies == (0..<5).map { "POST /ekko?n=\($0) 3 abc" })
        }
    }

    @Test func `requests sent ahead are answered in order`() async throws {
        try await withServer(echoRouter()) { port, _ in
            let bodies = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send((0..<20).map { "GET /ekko?n=\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
                return try (0..<20).map { _ in try socket.readResponse().body }
            }
            #expect(bodies == (0..<20).map { "GET /ekko?n=\($0) 0 " })
        }
    }

    @Test func `garbage after a request is refused and does not spoil the answer`() async throws {
        try await withServer(echoRouter()) { port, _ in
            let (first, rest) = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send(Self.get + "\u{1}\u{2}garbage without end\r\nmore: of it\r\n\r\n")
                return (try socket.readResponse(), try socket.readToEnd())
            }
            #expect(first.body == "GET /ekko 0 ")
            #expect(rest.isEmpty || rest.hasPrefix("HTTP/1.1 4"))
            let next = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send(Self.get)
                return try socket.readResponse()
            }
            #expect(next.status == 200)
        }
    }

    @Test func `a client that asks for it is closed afterwards`() async throws {
        try await withServer(echoRouter()) { port, _ in
            let text = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("GET /ekko HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                return try socket.readToEnd()
            }
            #expect(text.hasSuffix("GET /ekko 0 "))
        }
    }

    @Test func `HEAD has the length of GET and no body`() async throws {
        try await withServer(echoRouter()) { port, _ in
            let (head, next) = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("HEAD /ekko HTTP/1.1\r\nHost: x\r\n\r\n" + Self.get)
                return (try socket.readResponse(hasBody: false), try socket.readResponse())
            }
            #expect(head.status == 200)
            #expect(head["Content-Length"] == "\("HEAD /ekko 0 ".utf8.count)")
            #expect(next.body == "GET /ekko 0 ")
        }
    }

    @Test func `two hundred requests at once are all answered with their own answer`() async throws {
        var router = Router()
        router.on(.post, "/sov/{nummer}") { request in
            // Cancelled means stopped: the answer then does not matter.
            try? await Task.sleep(for: .milliseconds(20))
            return .text("\(request.parameters["nummer"] ?? "") \(request.body.count)")
        }
        try await withServer(router) { port, _ in
            let answers = try await withThrowingTaskGroup(of: (Int, String).self) { group in
                for number in 0..<200 {
                    group.addTask {
                        try await offPool {
                            let socket = try RawSocket(port: port)
                            let body = String(repeating: "x", count: number * 50)
                            try socket.send("POST /sov/\(number) HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
                            return (number, try socket.readResponse().body)
                        }
                    }
                }
                return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
            }
            #expect(answers == Dictionary(uniqueKeysWithValues: (0..<200).map { ($0, "\($0) \($0 * 50)") }))
        }
    }
}
