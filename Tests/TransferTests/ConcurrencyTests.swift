import HTTPServer
import Synchronization
import Testing

@testable import Transfer

struct ConcurrencyTests {
    /// Content that differs with the name, in pieces with room for others in between.
    private func router() -> Router {
        var router = Router()
        router.on(.get, "/fil/{n}") { request in
            let number = Int(request.parameters["n"] ?? "") ?? 0
            let stream = HTTPStream(queueLimitBytes: 1 << 16)
            Task {
                for piece in 0..<16 {
                    guard await stream.write([UInt8](repeating: UInt8(truncatingIfNeeded: number &+ piece), count: 1 << 14)) else { return }
                }
                stream.finish()
            }
            return HTTPResponse(status: 200, body: .stream(stream))
        }
        router.on(.put, "/fil/{n}") { request in .text("\(request.body.count)") }
        return router
    }

    private func expected(_ number: Int) -> [UInt8] {
        (0..<16).flatMap { [UInt8](repeating: UInt8(truncatingIfNeeded: number &+ $0), count: 1 << 14) }
    }

    private func request(_ url: String) -> DownloadRequest {
        var request = DownloadRequest(url: url, policy: nil)
        (request.limits.timeout, request.limits.idleTimeout, request.limits.connectTimeout) = (.seconds(120), nil, .seconds(120))
        return request
    }

    private struct Weak: Sendable {
        weak var sink: CollectingSink?
    }

    @Test func `a hundred downloads and uploads at once, few of them connected, all arrive, and nothing of them stays`() async throws {
        var configuration = HTTPClientConfiguration()
        configuration.maximumConnectionsPerHost = 8
        try await withServer(router(), client: configuration) { client, url in
            let sinks = try await withThrowingTaskGroup(of: Weak.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let sink = CollectingSink()
                        _ = try await Downloader(client: client).download(request(url + "/fil/\(number)"), into: sink)
                        #expect(sink.bytes == expected(number))
                        var upload = HTTPClientRequest(method: "PUT", url: url + "/fil/\(number)")
                        upload.upload = BytesUpload(sink.bytes)
                        upload.timeout = .seconds(120)
                        let answer = try await client.send(upload)
                        #expect(answer.text == "\(1 << 18)")
                        return Weak(sink: sink)
                    }
                }
                return try await group.reduce(into: [Weak]()) { $0.append($1) }
            }
            #expect(sinks.count == 100 && sinks.allSatisfy { $0.sink == nil })
        }
    }

    @Test func `cancelling half of them ends that half, and the other half arrives`() async throws {
        try await withServer(router()) { client, url in
            let started = Collected<Int>()
            let tasks = (0..<100).map { number in
                Task {
                    // Those that will be cancelled stop in the middle of their file until they are.
                    let sink = CollectingSink { written in
                        guard written > 0, number.isMultiple(of: 2) else { return }
                        started.add(number)
                        try? await Task.sleep(for: .seconds(120))  // cancelled: that is what is waited for
                    }
                    do {
                        _ = try await Downloader(client: client).download(request(url + "/fil/\(number)"), into: sink)
                        return sink.bytes == expected(number) ? "arrived" : "wrong"
                    } catch let error as TransferError { return error.code.rawValue }
                }
            }
            for (number, task) in tasks.enumerated() where !number.isMultiple(of: 2) { #expect(try await task.value == "arrived") }
            #expect(try await started.waitFor(50).count == 50)
            for (number, task) in tasks.enumerated() where number.isMultiple(of: 2) { task.cancel() }
            for (number, task) in tasks.enumerated() where number.isMultiple(of: 2) { #expect(try await task.value == "cancelled") }
            let after = CollectingSink()
            _ = try await Downloader(client: client).download(request(url + "/fil/7"), into: after)
            #expect(after.bytes == expected(7))
        }
    }

    @Test func `a source is let go of when its transfer ends, however it ends`() async throws {
        final class Source: UploadSource {
            let byteCount: Int64 = 1 << 30
            let started = Collected<Int64>()
            func read(at offset: Int64, maximumBytes: Int) async throws -> [UInt8] {
                started.add(offset)
                return [UInt8](repeating: 1, count: maximumBytes)
            }
        }
        let listener = try RawListener()
        let client = HTTPClient()
        weak var source: Source?
        do {
            let held = Source()
            source = held
            var request = HTTPClientRequest(method: "PUT", url: "http://127.0.0.1:\(listener.port)/")
            request.upload = held
            let task = Task { [request] in await client.failure(request) }
            _ = try await held.started.waitFor()
            task.cancel()
            #expect(await task.value?.code == .cancelled)
        }
        for _ in 0..<3000 where source != nil { try await Task.sleep(for: .milliseconds(10)) }
        #expect(source == nil)
        await client.shutdown()
    }
}
