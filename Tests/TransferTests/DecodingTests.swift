import HTTPServer
import Waiting
import Testing

@testable import Transfer

struct DecodingTests {
    /// A gzip stream that becomes about a thousand times as large: stored here as the repetition that deflate is.
    private static func bomb(mebibytes: Int) throws -> [UInt8] {
        try Shell.run("head -c \(mebibytes)M /dev/zero | gzip -9n")
    }

    private static let policy: TransferPolicy = {
        var policy = TransferPolicy()
        (policy.protocols, policy.allowedNetworks) = ([.http], IPNetwork.loopback)
        return policy
    }()

    private func router(_ bytes: [UInt8], isChunked: Bool) -> Router {
        var router = Router()
        router.on(.get, "/fil") { _ in
            let headers: HTTPFields = ["Content-Encoding": "gzip", "ETag": "\"v1\""]
            guard isChunked else { return HTTPResponse(status: 200, headers: headers, body: .bytes(bytes)) }
            let stream = HTTPStream(queueLimitBytes: 64 << 20)
            stream.send(bytes)
            stream.finish()
            return HTTPResponse(status: 200, headers: headers, body: .stream(stream))
        }
        return router
    }

    @Test(arguments: [true, false])
    func `a bomb of compressed bytes is stopped by its ratio, and by the limit on what it becomes`(isChunked: Bool) async throws {
        let bomb = try await offPool { try Self.bomb(mebibytes: 200) }
        try await withServer(router(bomb, isChunked: isChunked)) { client, url in
            var request = HTTPClientRequest(url: url + "/fil")
            request.policy = Self.policy
            request.maximumResponseBytes = 100 << 20
            #expect(await client.failure(request)?.code == .decodeRatioExceeded)
            request.limits.maximumDecodeRatio = 100_000
            #expect(await client.failure(request)?.code == .tooLarge)
            let sink = CollectingSink()
            let error = await #expect(throws: TransferError.self) {
                try await Downloader(client: client).download(DownloadRequest(url: url + "/fil", policy: Self.policy), into: sink)
            }
            #expect(error?.code == .decodeRatioExceeded)
            #expect(sink.bytes.count < 32 << 20)
        }
    }

    @Test func `a bomb is stopped also while its reader lags behind, and what came is never taken for the whole`() async throws {
        let bomb = try await offPool { try Self.bomb(mebibytes: 20) }
        try await withServer(router(bomb, isChunked: false)) { client, url in
            var request = DownloadRequest(url: url + "/fil", policy: Self.policy)
            request.limits.maximumDecodeRatio = 100
            // So slow that libcurl has all compressed bytes and waits with what it decoded; a wait that is cut short does no harm.
            let sink = CollectingSink { _ in try? await Task.sleep(for: .milliseconds(1)) }
            let error = await #expect(throws: TransferError.self) { try await Downloader(client: client).download(request, into: sink) }
            #expect(error?.code == .decodeRatioExceeded)
        }
    }

    @Test func `what is compressed is decoded under a policy, and passed on as it is without`() async throws {
        let text = Array(String(repeating: "arkiv ", count: 100).utf8)
        let bytes = try await offPool { try Shell.run("yes 'arkiv ' | head -100 | tr -d '\\n' | gzip -n") }
        try await withServer(router(bytes, isChunked: false)) { client, url in
            var request = HTTPClientRequest(url: url + "/fil")
            let raw = try await client.send(request)
            #expect(raw.body == bytes)
            request.policy = Self.policy
            let decoded = try await client.send(request)
            #expect(decoded.body == text)
            let sink = CollectingSink()
            let file = try await Downloader(client: client).download(DownloadRequest(url: url + "/fil", policy: Self.policy), into: sink)
            // The size and the parts that the server speaks of are those of the compressed bytes.
            #expect(sink.bytes == text && file.version == nil && sink.heads.first?.totalBytes == nil)
        }
    }

    @Test func `what is not compressed the way it says is a malformed answer`() async throws {
        try await withServer(router(Array("ikke gzip i det hele tatt".utf8), isChunked: false)) { client, url in
            var request = HTTPClientRequest(url: url + "/fil")
            request.acceptsCompression = true
            #expect(await client.failure(request)?.code == .malformedAnswer)
        }
    }
}
