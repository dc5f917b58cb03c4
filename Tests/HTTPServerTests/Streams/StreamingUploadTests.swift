import HTTPServer
import Waiting
import Testing

struct StreamingUploadTests {
    private static let chunk = [UInt8](repeating: 7, count: 64 * 1024)

    private static func upload(_ port: UInt16, bytes: Int) throws -> RawSocket {
        let socket = try RawSocket(port: port)
        try socket.send("PUT /filer/1 HTTP/1.1\r\nHost: x\r\nContent-Length: \(bytes)\r\n\r\n")
        return socket
    }

    private func router(_ handler: @escaping HTTPStreamingHandler) -> Router {
        var router = Router()
        router.onStreaming(.put, "/filer/{hash}", maximumBodyBytes: 1 << 30, handler)
        return router
    }

    private static func count(_ body: HTTPBodyStream) async throws -> Int {
        var count = 0
        for try await piece in body { count += piece.count }
        return count
    }

    @Test func `a body of any size goes through piece by piece, and the connection goes on`() async throws {
        let router = router { _, body in
            do { return .text("\(try await Self.count(body))") } catch { return .problem(status: 500, detail: "\(error)") }
        }
        try await withServer(router) { port, _ in
            let bodies = try await offPool {
                let socket = try Self.upload(port, bytes: 1024 * 64 * 1024)
                for _ in 0..<1024 { try socket.send(Self.chunk) }
                let first = try socket.readResponse().body
                try socket.send("PUT /filer/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
                let second = try socket.readResponse().body
                try socket.send("PUT /filer/1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
                for _ in 0..<100 { try socket.send("1000\r\n" + String(repeating: "x", count: 4096) + "\r\n3\r\nabc\r\n") }
                try socket.send("0\r\n\r\n")
                return [first, second, try socket.readResponse().body]
            }
            #expect(bodies == ["67108864", "0", "409900"])
        }
    }

    @Test func `a reader that does not read holds the sender back, and loses nothing`() async throws {
        let start = AsyncStream<Void>.makeStream()
        let router = router { _, body in
            for await _ in start.stream { break }
            do { return .text("\(try await Self.count(body))") } catch { return .problem(status: 500, detail: "\(error)") }
        }
        try await withServer(router) { port, _ in
            let total = 256 << 20
            let socket = try await offPool { try SendableSocket(Self.upload(port, bytes: total)) }
            let held = await offPool { socket.raw.sendUntilHeldBack(Self.chunk, atMostBytes: total) }
            #expect(held < total / 2)
            start.continuation.yield()
            let answer = try await offPool {
                var rest = total - held
                while rest > 0 {
                    try socket.raw.send(Array(Self.chunk.prefix(rest)))
                    rest -= min(rest, Self.chunk.count)
                }
                return try socket.raw.readResponse().body
            }
            #expect(answer == "\(total)")
        }
    }

    @Test func `a handler may answer before the body has come`() async throws {
        let router = router { _, body in
            var pieces = body.makeAsyncIterator()
            do { _ = try await pieces.next() } catch { return .problem(status: 500, detail: "\(error)") }
            return .problem(status: 409, detail: "already there")
        }
        try await withServer(router) { port, _ in
            let text = try await offPool {
                let socket = try Self.upload(port, bytes: 8 << 20)
                for _ in 0..<128 { try socket.send(Self.chunk) }
                return try socket.readToEnd()
            }
            #expect(text.hasPrefix("HTTP/1.1 409 "))
        }
    }

    @Test func `a client that goes away in the middle is an error for the reader`() async throws {
        let errors = Collected<HTTPBodyError?>()
        let router = router { _, body in
            do {
                _ = try await Self.count(body)
                errors.add(nil)
            } catch { errors.add(error as? HTTPBodyError) }
            return .noContent
        }
        try await withServer(router) { port, _ in
            try await offPool {
                let socket = try Self.upload(port, bytes: 1 << 20)
                try socket.send(Self.chunk)
            }
            #expect(try await errors.waitFor() == [.peerGone])
        }
    }

    @Test func `a chunked body over the route's limit ends the reading and is answered 413`() async throws {
        let errors = Collected<HTTPBodyError?>()
        var router = Router()
        router.onStreaming(.put, "/filer/{hash}", maximumBodyBytes: 100_000) { _, body in
            do { _ = try await Self.count(body) } catch { errors.add(error as? HTTPBodyError) }
            return .noContent
        }
        try await withServer(router) { port, _ in
            let text = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("PUT /filer/1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
                for _ in 0..<1000 { try socket.send("400\r\n\(String(repeating: "x", count: 1024))\r\n") }
                return try socket.readToEnd()
            }
            #expect(text.hasPrefix("HTTP/1.1 413 "))
            #expect(try await errors.waitFor() == [.tooLarge(limitBytes: 100_000)])
        }
    }
}

/// `@unchecked Sendable`: used by one thread after the other.
struct SendableSocket: @unchecked Sendable {
    let raw: RawSocket
    init(_ raw: RawSocket) { self.raw = raw }
}
