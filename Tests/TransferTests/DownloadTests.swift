import HTTPServer
import Waiting
import Synchronization
import Testing

@testable import Transfer

struct DownloadTests {
    private static let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 5) }

    private static let policy: TransferPolicy = {
        var policy = TransferPolicy()
        (policy.protocols, policy.allowedNetworks) = ([.http], IPNetwork.loopback)
        return policy
    }()

    private func request(_ url: String) -> DownloadRequest {
        var request = DownloadRequest(url: url, policy: Self.policy)
        request.resumeDelay = .zero
        return request
    }

    private func failure(_ client: HTTPClient, _ request: DownloadRequest, _ sink: CollectingSink = CollectingSink()) async
        -> TransferError?
    {
        do {
            _ = try await Downloader(client: client).download(request, into: sink)
            return nil
        } catch { return error as? TransferError }
    }

    @Test func `a file arrives whole, in pieces, with what the server says of it`() async throws {
        var router = Router()
        router.on(.get, "/fil") { _ in
            HTTPResponse(status: 200, headers: ["ETag": "\"v1\"", "Content-Type": "application/pdf"], body: .bytes(Self.content))
        }
        try await withServer(router) { client, url in
            let sink = CollectingSink()
            let file = try await Downloader(client: client).download(request(url + "/fil"), into: sink)
            #expect(sink.bytes == Self.content)
            #expect(file.bytes == 3_000_000 && file.mediaType == "application/pdf" && file.resumes == 0 && file.url == url + "/fil")
            #expect(sink.heads.map(\.totalBytes) == [3_000_000] && file.version == .entityTag("\"v1\""))
            #expect(sink.largest <= HTTPClientBody.queueLimitBytes)
        }
    }

    @Test(arguments: [404, 410, 403, 500, 503])
    func `an answer that is no success is an error with its status, and the sink sees nothing`(status: Int) async throws {
        var router = Router()
        router.on(.get, "/fil") { _ in HTTPResponse(status: status, body: .bytes([1, 2, 3])) }
        try await withServer(router) { client, url in
            let sink = CollectingSink()
            let error = await failure(client, request(url + "/fil"), sink)
            #expect(error?.replyCode == status)
            #expect(error?.code == (status == 404 || status == 410 ? .notFound : .unexpectedStatus))
            #expect(sink.heads.isEmpty && sink.bytes.isEmpty)
        }
    }

    /// Answers the first request with half of the content, the later ones with what `later` makes of the request's head.
    private func broken(_ head: String, later: @escaping @Sendable (String) -> String) async throws -> (
        CollectingSink, DownloadedFile, [String]
    ) {
        let listener = try RawListener()
        let client = HTTPClient()
        let text = String(repeating: "0123456789", count: 10)
        async let heads = offPool { () -> [String] in
            var heads: [String] = []
            for attempt in 0..<2 {
                let peer = try listener.accept()
                heads.append(try peer.readHead())
                let whole = "HTTP/1.1 200 OK\r\n\(head)Content-Length: 100\r\n\r\n"
                peer.send(attempt == 0 ? whole + text.prefix(50) : later(heads[1]))
            }
            return heads
        }
        let sink = CollectingSink()
        let file = try await Downloader(client: client).download(request("http://127.0.0.1:\(listener.port)/fil"), into: sink)
        await client.shutdown()
        #expect(sink.bytes == Array(text.utf8))
        #expect(file.resumes == 1 && file.bytes == 100)
        return (sink, file, try await heads)
    }

    private static let rest = String(repeating: "0123456789", count: 5)

    @Test(arguments: [
        ("ETag: \"v1\"\r\n", "\"v1\""), ("Last-Modified: Sat, 21 Nov 2026 10:00:00 GMT\r\n", "Sat, 21 Nov 2026 10:00:00 GMT"),
    ])
    func `a transfer that breaks goes on where it was, of the same version`(header: String, validator: String) async throws {
        let (sink, _, heads) = try await broken(header) { _ in
            "HTTP/1.1 206 Partial Content\r\n\(header)Content-Range: bytes 50-99/100\r\nContent-Length: 50\r\n\r\n" + Self.rest
        }
        #expect(heads[1].contains("Range: bytes=50-\r\n") && heads[1].contains("If-Range: \(validator)\r\n"))
        #expect(!heads[0].contains("Range:"))
        #expect(sink.heads.map(\.offset) == [0, 50])
    }

    @Test(arguments: ["ETag: \"v1\"\r\n", "ETag: W/\"v1\"\r\n", "", "ETag: \"v1\"\r\nAccept-Ranges: none\r\n"])
    func `a server that gives no parts, or cannot name the version, is asked for the whole again`(header: String) async throws {
        let (sink, _, heads) = try await broken(header) { _ in
            "HTTP/1.1 200 OK\r\n\(header)Content-Length: 100\r\n\r\n" + Self.rest + Self.rest
        }
        #expect(heads[1].contains("Range:") == (header == "ETag: \"v1\"\r\n"))
        #expect(sink.heads.map(\.offset) == [0, 0])
    }

    @Test(arguments: [
        "206 Partial Content\r\nETag: \"v2\"\r\nContent-Range: bytes 50-99/100\r\nContent-Length: 50",
        "206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: bytes 40-99/100\r\nContent-Length: 60",
        "206 Partial Content\r\nETag: \"v1\"\r\nContent-Length: 50", "416 Range Not Satisfiable\r\nContent-Length: 0",
    ])
    func `a part of another version, or another part, is not joined to what is there`(answer: String) async throws {
        let listener = try RawListener()
        let client = HTTPClient()
        let sink = CollectingSink(Array("gammelt".utf8))
        var request = request("http://127.0.0.1:\(listener.port)/fil")
        request.continuing = .init(receivedBytes: 50, version: .entityTag("\"v1\""))
        async let served: Void = offPool {
            let first = try listener.accept()
            _ = try first.readHead()
            first.send("HTTP/1.1 \(answer)\r\nConnection: close\r\n\r\n")
            let second = try listener.accept()
            let head = try second.readHead()
            #expect(!head.contains("Range:"))
            second.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnye")
        }
        let file = try await Downloader(client: client).download(request, into: sink)
        try await served
        await client.shutdown()
        #expect(file.bytes == 3 && sink.heads.map(\.offset) == [0])
    }

    @Test func `a transfer that always breaks is given up`() async throws {
        let listener = try RawListener()
        let client = HTTPClient()
        async let served: Void = offPool {
            for _ in 0..<4 {
                let peer = try listener.accept()
                _ = try peer.readHead()
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
            }
        }
        #expect(await failure(client, request("http://127.0.0.1:\(listener.port)/"))?.code == .connectionLost)
        try await served
        await client.shutdown()
    }

    @Test func `a sink that refuses ends the transfer with its own error, and the server sees it`() async throws {
        let streams = Collected<HTTPStream>()
        var router = Router()
        router.on(.get, "/fil") { _ in
            let stream = HTTPStream(queueLimitBytes: 1 << 16)
            streams.add(stream)
            Task { while await stream.write([UInt8](repeating: 7, count: 1 << 14)) {} }
            return HTTPResponse(status: 200, body: .stream(stream))
        }
        try await withServer(router) { client, url in
            await #expect(throws: CollectingSink.Full.self) {
                try await Downloader(client: client).download(request(url + "/fil"), into: CollectingSink(limit: 200_000))
            }
            #expect(await streams.all.first?.waitForEnd() == .peerGone)
        }
    }

    @Test func `a server that sends for ever is cut off at the limit`() async throws {
        var router = Router()
        router.on(.get, "/fil") { _ in
            let stream = HTTPStream(queueLimitBytes: 1 << 20)
            Task { while await stream.write([UInt8](repeating: 7, count: 1 << 14)) {} }
            return HTTPResponse(status: 200, body: .stream(stream))
        }
        try await withServer(router) { client, url in
            var request = request(url + "/fil")
            request.limits.maximumBytes = 1_000_000
            let sink = CollectingSink()
            #expect(await failure(client, request, sink)?.code == .tooLarge)
            #expect(sink.bytes.count <= 1_000_000)
        }
    }

    @Test(arguments: [true, false])
    func `silence, and one byte a second, are too slow`(isSilent: Bool) async throws {
        let listener = try RawListener()
        let client = HTTPClient()
        var request = request("http://127.0.0.1:\(listener.port)/")
        (request.limits.idleTimeout, request.limits.minimumBytesPerSecond) = (.seconds(2), 100)
        let task = Task { await failure(client, request) }
        let dripping = Mutex(true)
        try await offPool {
            let peer = try listener.accept()
            _ = try peer.readHead()
            if !isSilent { peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n") }
            // Drips until the client has gone; it must go by itself.
            while dripping.withLock({ $0 }), !peer.isGone(after: 1) { if !isSilent { peer.send("x") } }
        }
        #expect(await task.value?.code == .timedOut)
        dripping.withLock { $0 = false }
        await client.shutdown()
    }

    @Test func `the time limit covers the whole, however busily bytes come`() async throws {
        var router = Router()
        router.on(.get, "/fil") { _ in
            let stream = HTTPStream(queueLimitBytes: 1 << 16)
            Task { while await stream.write([UInt8](repeating: 7, count: 100)) { try await Task.sleep(for: .milliseconds(5)) } }
            return HTTPResponse(status: 200, body: .stream(stream))
        }
        try await withServer(router) { client, url in
            var request = request(url + "/fil")
            request.limits.timeout = .seconds(1)
            #expect(await failure(client, request)?.code == .timedOut)
        }
    }
}
