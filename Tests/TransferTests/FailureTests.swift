import HTTPServer
import Waiting
import Testing
import Transfer

struct FailureTests {
    @Test(arguments: [
        ("http://127.0.0.1:1/", "connection_failed", true), ("http://finnes-ikke.invalid/", "name_not_resolved", true),
        ("ftp://127.0.0.1/", "unsupported_protocol", true), ("file:///etc/passwd", "unsupported_protocol", true),
        ("http://", "malformed_url", true), ("http://a b/", "malformed_url", true), ("http://127.0.0.1/\r\nX: y", "malformed_url", true),
    ])
    func `what cannot be reached is a named error`(url: String, code: String, wasNeverSent: Bool) async {
        let client = HTTPClient()
        let error = await client.failure(HTTPClientRequest(url: url))
        #expect(error?.code.rawValue == code)
        #expect(error?.wasNeverSent == wasNeverSent)
        await client.shutdown()
    }

    @Test(arguments: [("X", "a\r\nY: b"), ("X\r\nY", "a"), ("X: Y", "a"), ("", "a"), ("X", "a\u{0}")])
    func `a header that would be another one is refused`(name: String, value: String) async {
        let client = HTTPClient()
        let headers = HTTPClientHeaders([HTTPClientHeaders.Field(name: name, value: value)])
        #expect(await client.failure(HTTPClientRequest(url: "http://127.0.0.1:1/", headers: headers))?.code == .malformedRequest)
        #expect(await client.failure(HTTPClientRequest(method: "GET / HTTP/1.1", url: "http://127.0.0.1:1/"))?.code == .malformedRequest)
        await client.shutdown()
    }

    @Test func `the error names the host and nothing secret`() async throws {
        let client = HTTPClient()
        let error = await client.failure(HTTPClientRequest(url: "http://bruker:passord@127.0.0.1:1/sti?token=hemmelig"))
        let message = try #require(error?.message)
        #expect(message.contains("127.0.0.1:1"))
        #expect(!message.contains("passord") && !message.contains("hemmelig") && !message.contains("sti"))
        await client.shutdown()
    }

    @Test func `no answer in time is a timeout`() async throws {
        let listener = try RawListener()
        let client = HTTPClient()
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(listener.port)/")
        request.timeout = .milliseconds(100)
        #expect(await client.failure(request)?.code == .timedOut)
        request.timeout = nil
        request.idleTimeout = .seconds(1)
        #expect(await client.failure(request)?.code == .timedOut)
        await client.shutdown()
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    ])
    func `a connection that breaks in the middle is lost, not a short answer`(answer: String) async throws {
        let listener = try RawListener()
        let client = HTTPClient()
        async let served: Void = listener.answerOnce(answer)
        let error = await client.failure(HTTPClientRequest(method: "POST", url: "http://127.0.0.1:\(listener.port)/"))
        #expect(error?.code == .connectionLost)
        #expect(error?.wasNeverSent == false)
        try await served
        await client.shutdown()
    }

    @Test(arguments: [true, false])
    func `an answer over the limit is too large, announced or not`(isAnnounced: Bool) async throws {
        var router = Router()
        router.on(.get, "/stor") { _ in
            guard !isAnnounced else { return HTTPResponse(status: 200, body: .bytes([UInt8](repeating: 7, count: 10_001))) }
            let stream = HTTPStream()
            stream.send([UInt8](repeating: 7, count: 10_001))
            stream.finish()
            return HTTPResponse(status: 200, body: .stream(stream))
        }
        try await withServer(router) { client, url in
            var request = HTTPClientRequest(url: url + "/stor")
            request.maximumResponseBytes = 10_000
            #expect(await client.failure(request)?.code == .tooLarge)
            request.maximumResponseBytes = 10_001
            let response = try await client.send(request)
            #expect(response.body.count == 10_001)
        }
    }

    @Test(arguments: ["HTTP/1.1 200 OK\r\n", "HTTP/1.1 103 Early Hints\r\n\r\n"])
    func `a head without an end is too large`(line: String) async throws {
        let listener = try RawListener()
        let client = HTTPClient()
        async let served: Void = offPool {
            let peer = try listener.accept()
            _ = try peer.readHead()
            let isHead = !line.hasSuffix("\r\n\r\n")
            if isHead { peer.send(line) }
            while !peer.isGone(after: 0) { peer.send(String(repeating: isHead ? "X-Felt: verdi\r\n" : line, count: 100)) }
        }
        #expect(await client.failure(HTTPClientRequest(url: "http://127.0.0.1:\(listener.port)/"))?.code == .tooLarge)
        try await served
        await client.shutdown()
    }

    @Test func `cancelling the task ends the transfer at once`() async throws {
        let listener = try RawListener()
        let client = HTTPClient()
        let task = Task { await client.failure(HTTPClientRequest(url: "http://127.0.0.1:\(listener.port)/")) }
        // The peer sees the request, then the connection's end: the transfer is gone, not only the waiting.
        let peer = try await offPool { () -> Peer in
            let peer = try listener.accept()
            _ = try peer.readHead()
            return Peer(raw: peer)
        }
        task.cancel()
        #expect(await task.value?.code == .cancelled)
        await offPool { peer.raw.waitForEnd() }
        let early = Task { await client.failure(HTTPClientRequest(url: "http://127.0.0.1:\(listener.port)/")) }
        early.cancel()
        #expect(await early.value?.code == .cancelled)
        await client.shutdown()
    }

    @Test func `shutting down ends what is under way and refuses what comes`() async throws {
        let listener = try RawListener()
        let client = HTTPClient()
        async let first = client.failure(HTTPClientRequest(url: "http://127.0.0.1:\(listener.port)/"))
        let peer = try await offPool { Peer(raw: try listener.accept()) }
        await client.shutdown()
        #expect(await first?.code == .shutDown)
        #expect(await client.failure(HTTPClientRequest(url: "http://127.0.0.1:\(listener.port)/"))?.code == .shutDown)
        await client.shutdown()
        await offPool { peer.raw.waitForEnd() }
    }

    @Test func `more transfers than allowed are refused`() async throws {
        let listener = try RawListener()
        var configuration = HTTPClientConfiguration()
        configuration.maximumTransfers = 2
        let client = HTTPClient(configuration: configuration)
        let url = "http://127.0.0.1:\(listener.port)/"
        let codes = await withTaskGroup(of: TransferError.Code?.self) { group in
            for _ in 0..<3 { group.addTask { await client.failure(HTTPClientRequest(url: url))?.code } }
            let first = await group.next()
            await client.shutdown()
            return await group.reduce(into: [first.flatMap(\.self)]) { $0.append($1) }
        }
        #expect(codes == [.tooManyTransfers, .shutDown, .shutDown])
    }
}

/// `@unchecked Sendable`: used by one thread after the other.
struct Peer: @unchecked Sendable {
    let raw: RawPeer
}
