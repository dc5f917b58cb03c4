import HTTPServer
import Waiting
import Synchronization
import Testing

@testable import Transfer

struct UploadTests {
    /// Bytes that are made when they are read, and counted.
    private final class Counting: UploadSource {
        struct Broken: Error {}

        let byteCount: Int64
        private let breaksAt: Int64
        private let furthest = Mutex(Int64(0))

        init(_ byteCount: Int64, breaksAt: Int64 = .max) { (self.byteCount, self.breaksAt) = (byteCount, breaksAt) }

        var readSoFar: Int64 { furthest.withLock { $0 } }

        static func bytes(_ range: Range<Int64>) -> [UInt8] { range.map { UInt8(truncatingIfNeeded: $0 &* 31 >> 4) } }

        func read(at offset: Int64, maximumBytes: Int) async throws -> [UInt8] {
            guard offset < breaksAt else { throw Broken() }
            let end = min(byteCount, offset + Int64(maximumBytes))
            furthest.withLock { $0 = max($0, end) }
            return Self.bytes(offset..<end)
        }
    }

    private func request(_ url: String, _ source: some UploadSource) -> HTTPClientRequest {
        var request = HTTPClientRequest(method: "PUT", url: url)
        request.upload = source
        return request
    }

    @Test(arguments: [Int64(0), 1, 65_536, 65_537, 5_000_000])
    func `a source is sent whole, with its size`(size: Int64) async throws {
        var router = Router()
        router.on(.put, "/fil") { request in
            let isSame = request.body == Counting.bytes(0..<Int64(request.body.count))
            return .text(
                "\(isSame) \(request.body.count) \(request.headers["Content-Length"] ?? "-") \(request.headers["Content-Type"] ?? "-")")
        }
        try await withServer(router) { client, url in
            let response = try await client.send(request(url + "/fil", Counting(size)))
            #expect(response.text == "true \(size) \(size) -")
        }
    }

    @Test func `a peer that does not read holds the source back`() async throws {
        let listener = try RawListener()
        let client = HTTPClient()
        let source = Counting(1 << 30)
        let task = Task { await client.failure(request("http://127.0.0.1:\(listener.port)/", source)) }
        let peer = try await offPool { () -> Peer in
            let peer = try listener.accept()
            _ = try peer.readHead()
            return Peer(raw: peer)
        }
        peer.raw.send("HTTP/1.1 100 Continue\r\n\r\n")
        var before: Int64 = -1
        while source.readSoFar != before || before == 0 {
            before = source.readSoFar
            try await Task.sleep(for: .milliseconds(300))
        }
        #expect(before < 1 << 29)
        task.cancel()
        #expect(await task.value?.code == .cancelled)
        await client.shutdown()
    }

    @Test func `a source that breaks ends the transfer as its own failure`() async throws {
        var router = Router()
        router.on(.put, "/fil") { _ in .text("ok") }
        try await withServer(router) { client, url in
            let error = await client.failure(request(url + "/fil", Counting(1_000_000, breaksAt: 200_000)))
            #expect(error?.code == .sourceFailed)
            #expect(error?.message.contains("Broken") == true)
        }
    }

    @Test func `a source is read again when the kept connection turns out dead`() async throws {
        let listener = try RawListener()
        let client = HTTPClient()
        async let bodies = offPool { () -> [String] in
            let first = try listener.accept()
            _ = try first.readHead()
            first.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            // The second request comes on the same connection, which ends without an answer; then it comes again on a new one.
            _ = try first.readHead()
            first.close()
            let second = try listener.accept()
            let head = try second.readHead()
            let body = try second.read(10)
            second.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            return [head, body]
        }
        let url = "http://127.0.0.1:\(listener.port)/"
        #expect(await client.status(HTTPClientRequest(url: url)) == 200)
        let response = try await client.send(request(url, BytesUpload(Array("0123456789".utf8))))
        #expect(response.text == "ok")
        let arrived = try await bodies
        #expect(arrived[0].hasPrefix("PUT / ") && arrived[1] == "0123456789")
        await client.shutdown()
    }

    @Test func `an answer before the end of the body ends the sending`() async throws {
        let listener = try RawListener()
        let client = HTTPClient()
        async let served: Void = listener.answerOnce("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        let source = Counting(1 << 30)
        let response = try await client.send(request("http://127.0.0.1:\(listener.port)/", source))
        #expect(response.status == 403)
        #expect(source.readSoFar < 1 << 29)
        try await served
        await client.shutdown()
    }
}
