import HTTPServer
import Waiting
import Testing

struct StreamingResponseTests {
    private static let request = "GET /hendelser HTTP/1.1\r\nHost: x\r\n\r\n"

    private func router(_ streams: Collected<HTTPStream>, _ make: @escaping @Sendable () -> HTTPStream) -> Router {
        var router = Router()
        router.on(.get, "/hendelser") { _ in
            let stream = make()
            streams.add(stream)
            return .serverSentEvents(stream)
        }
        return router
    }

    @Test func `events reach the client as they are sent, and the end is proper`() async throws {
        let streams = Collected<HTTPStream>()
        try await withServer(router(streams) { HTTPStream() }) { port, _ in
            let socket = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send(Self.request)
                return SendableSocket(socket)
            }
            let stream = try #require(try await streams.waitFor().first)
            let head = try await offPool { try socket.raw.readResponse(hasBody: false) }
            #expect(head["Content-Type"] == "text/event-stream")
            for number in 0..<50 {
                #expect(stream.send(ServerSentEvent(id: "\(number)", data: "hendelse").bytes))
                let text = try await offPool { try socket.raw.read(through: "data: hendelse\n\n") }
                #expect(text.contains("id: \(number)\n"))
            }
            stream.finish()
            #expect(!stream.send([1]))
            #expect(try await offPool { try socket.raw.read(through: "0\r\n\r\n") }.hasSuffix("\r\n0\r\n\r\n"))
            #expect(stream.ended == .finished)
        }
    }

    @Test func `a client that does not read is cut off and the sender told`() async throws {
        let streams = Collected<HTTPStream>()
        try await withServer(router(streams) { HTTPStream(queueLimitBytes: 100_000) }) { port, _ in
            let socket = try await offPool {
                let socket = try RawSocket(port: port, receiveBufferBytes: 4096)
                try socket.send(Self.request)
                return SendableSocket(socket)
            }
            let stream = try #require(try await streams.waitFor().first)
            let piece = [UInt8](repeating: 120, count: 10_000)
            var sent = 0
            while stream.send(piece), sent < 100_000 {
                sent += 1
                await Task.yield()
            }
            #expect(sent < 100_000)
            #expect(stream.ended == .peerTooSlow)
            #expect(await stream.waitForEnd() == .peerTooSlow)
            // What the client gets is visibly not complete: no last chunk, or a reset, which is an error.
            let text = try? await offPool { try socket.raw.readToEnd() }
            #expect(text?.hasSuffix("0\r\n\r\n") != true)
        }
    }

    @Test func `a client that goes away is noticed by the heartbeat`() async throws {
        let streams = Collected<HTTPStream>()
        let heartbeat = HTTPStream.Heartbeat(bytes: Array(":\n\n".utf8), interval: .milliseconds(20))
        try await withServer(router(streams) { HTTPStream(heartbeat: heartbeat) }) { port, _ in
            try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send(Self.request)
                _ = try socket.read(through: ":\n\n")
                _ = try socket.read(through: ":\n\n")
            }
            let stream = try #require(try await streams.waitFor().first)
            #expect(await stream.waitForEnd() == .peerGone)
            #expect(!stream.send([1]))
        }
    }

    @Test func `a writer that waits for room sends everything to a slow reader`() async throws {
        var router = Router()
        router.on(.get, "/hendelser") { _ in
            let stream = HTTPStream(queueLimitBytes: 50_000)
            Task {
                for number in 0..<1000 {
                    guard await stream.write(Array(repeating: UInt8(number % 256), count: 5000)) else { return }
                }
                stream.finish()
            }
            return HTTPResponse(status: 200, body: .stream(stream))
        }
        try await withServer(router) { port, _ in
            let body = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("GET /hendelser HTTP/1.0\r\n\r\n")
                _ = try socket.readResponse(hasBody: false)
                return try socket.read(count: 5_000_000)
            }
            #expect(body.indices.allSatisfy { body[$0] == UInt8($0 / 5000 % 256) })
        }
    }

    @Test func `an aborted stream does not look complete`() async throws {
        let streams = Collected<HTTPStream>()
        try await withServer(router(streams) { HTTPStream() }) { port, _ in
            let socket = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send(Self.request)
                return SendableSocket(socket)
            }
            let stream = try #require(try await streams.waitFor().first)
            stream.send(Array("første".utf8))
            _ = try await offPool { try socket.raw.read(through: "første\r\n") }
            stream.abort()
            #expect(try await offPool { try socket.raw.readToEnd() } == "")
        }
    }

    @Test func `HEAD of a stream has no body and lets the stream end`() async throws {
        let streams = Collected<HTTPStream>()
        try await withServer(router(streams) { HTTPStream() }) { port, _ in
            let text = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("HEAD /hendelser HTTP/1.1\r\nHost: x\r\n\r\n")
                return try socket.readToEnd()
            }
            #expect(text.hasPrefix("HTTP/1.1 200 ") && text.hasSuffix("\r\n\r\n") && !text.contains("\r\n\r\n0"))
            #expect(await streams.all.first?.waitForEnd() == .peerGone)
        }
    }

    @Test func `a part of a file is sent`() async throws {
        let path = "/tmp/sakarkiv-httpserver-\(UInt64.random(in: 0 ... .max)).bin"
        try await offPool { try writeFile(path, (0..<100_000).map { UInt8($0 % 251) }) }
        defer { removeFile(path) }
        var router = Router()
        router.on(.get, "/fil") { _ in
            // Why it cannot be opened does not matter here.
            guard let file = try? HTTPFile(opening: path) else { return .problem(status: 404, detail: "no file") }
            removeFile(path)
            return HTTPResponse(status: 206, headers: ["X-Hele": "\(file.size)"], body: .file(file, offset: 1000, length: 50_000))
        }
        try await withServer(router) { port, _ in
            let (head, body) = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("GET /fil HTTP/1.1\r\nHost: x\r\n\r\n")
                return (try socket.readResponse(hasBody: false), try socket.read(count: 50_000))
            }
            #expect(head["X-Hele"] == "100000")
            #expect(head["Content-Length"] == "50000")
            #expect(body == (1000..<51_000).map { UInt8($0 % 251) })
        }
    }

    @Test(arguments: ["GET", "HEAD"])
    func `a stream whose length is known says it, and a client that keeps the connection gets the next answer`(method: String) async throws
    {
        var router = Router()
        router.on(.get, "/fil") { _ in
            let stream = HTTPStream(length: 6)
            stream.send(Array("abcdef".utf8))
            stream.finish()
            return HTTPResponse(status: 200, body: .stream(stream))
        }
        router.on(.get, "/etter") { _ in .text("etter") }
        try await withServer(router) { port, _ in
            let text = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("\(method) /fil HTTP/1.1\r\nHost: x\r\n\r\nGET /etter HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                return try socket.readToEnd()
            }
            #expect(text.contains("Content-Length: 6\r\n"))
            #expect(!text.contains("chunked"))
            #expect(text.contains("abcdef") == (method == "GET"))
            #expect(text.hasSuffix("etter"))
        }
    }

    @Test func `a stream that ends before its length breaks off`() async throws {
        var router = Router()
        router.on(.get, "/fil") { _ in
            let stream = HTTPStream(length: 10)
            stream.send([97])
            stream.finish()
            return HTTPResponse(status: 200, body: .stream(stream))
        }
        try await withServer(router) { port, _ in
            let text = try? await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("GET /fil HTTP/1.1\r\nHost: x\r\n\r\n")
                return try socket.readToEnd()
            }
            // Closed without the rest; a reset is as good.
            #expect(text?.hasSuffix("\r\n\r\na") != false)
        }
    }
}
