import HTTPServer
import Testing
import Transfer

struct StreamTests {
    private func router(_ streams: Collected<HTTPStream>, queueLimitBytes: Int = 1 << 20) -> Router {
        var router = Router()
        router.on(.get, "/hendelser") { _ in
            let stream = HTTPStream(queueLimitBytes: queueLimitBytes, heartbeat: .init(bytes: [58, 10, 10], interval: .milliseconds(20)))
            streams.add(stream)
            return .serverSentEvents(stream)
        }
        return router
    }

    private func request(_ url: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url + "/hendelser")
        (request.timeout, request.maximumResponseBytes) = (nil, nil)
        return request
    }

    @Test func `events are read as they come`() async throws {
        let streams = Collected<HTTPStream>()
        try await withServer(router(streams)) { client, url in
            let answer = try await client.stream(request(url))
            #expect(answer.status == 200)
            #expect(answer.headers["Content-Type"] == "text/event-stream")
            let stream = try #require(streams.all.first)
            var events = ReceivedEvents(answer.body).makeAsyncIterator()
            for number in 0..<20 {
                stream.send(ServerSentEvent(event: "hendelse", id: "\(number)", data: "linje en\nlinje to").bytes)
                let event = try await events.next()
                #expect(event?.event == "hendelse" && event?.lastEventID == "\(number)" && event?.data == "linje en\nlinje to")
            }
            stream.finish()
            #expect(try await events.next() == nil)
        }
    }

    @Test func `a reader that does not read holds the sender back, and loses nothing`() async throws {
        let written = Collected<Int>()
        var router = Router()
        let total = 64 << 20
        router.on(.get, "/hendelser") { _ in
            let stream = HTTPStream(queueLimitBytes: 64 * 1024)
            Task {
                for _ in 0..<(total >> 16) {
                    guard await stream.write([UInt8](repeating: 7, count: 1 << 16)) else { return }
                    written.add(1 << 16)
                }
                stream.finish()
            }
            return HTTPResponse(status: 200, body: .stream(stream))
        }
        try await withServer(router) { client, url in
            let answer = try await client.stream(request(url))
            var before = -1
            while written.all.count != before {
                before = written.all.count
                try await Task.sleep(for: .milliseconds(200))
            }
            #expect(before << 16 < total)
            var count = 0
            for try await piece in answer.body { count += piece.count }
            #expect(count == total)
        }
    }

    @Test func `letting go of the body ends the transfer`() async throws {
        let streams = Collected<HTTPStream>()
        try await withServer(router(streams)) { client, url in
            do { _ = try await client.stream(request(url)) }
            #expect(await streams.all.first?.waitForEnd() == .peerGone)
        }
    }

    @Test func `cancelling the reading task ends the reading`() async throws {
        let streams = Collected<HTTPStream>()
        try await withServer(router(streams)) { client, url in
            let answer = try await client.stream(request(url))
            let task = Task {
                do {
                    for try await _ in ReceivedEvents(answer.body) {}
                    return nil as TransferError?
                } catch { return error as? TransferError }
            }
            streams.all.first?.send(Array("data: x\n\n".utf8))
            task.cancel()
            #expect(await task.value?.code == .cancelled)
        }
    }

    @Test func `a stream that breaks is an error, not an end`() async throws {
        let streams = Collected<HTTPStream>()
        try await withServer(router(streams)) { client, url in
            let answer = try await client.stream(request(url))
            streams.all.first?.send(Array("data: x\n\n".utf8))
            var events = ReceivedEvents(answer.body).makeAsyncIterator()
            #expect(try await events.next()?.data == "x")
            streams.all.first?.abort()
            await #expect(throws: TransferError.self) { while try await events.next() != nil {} }
        }
    }

    @Test func `shutting down ends a stream`() async throws {
        let streams = Collected<HTTPStream>()
        try await withServer(router(streams)) { client, url in
            let answer = try await client.stream(request(url))
            await client.shutdown()
            var pieces = answer.body.makeAsyncIterator()
            let error = await #expect(throws: TransferError.self) { while try await pieces.next() != nil {} }
            #expect(error?.code == .shutDown)
        }
    }

    @Test func `a stream to nowhere is an error at once, and an empty answer has an end`() async throws {
        var router = Router()
        router.on(.get, "/hendelser") { _ in .noContent }
        try await withServer(router) { client, url in
            let answer = try await client.stream(request(url))
            #expect(answer.status == 204)
            for try await piece in answer.body { Issue.record("unexpected \(piece)") }
            let error = await #expect(throws: TransferError.self) { _ = try await client.stream(request("http://127.0.0.1:1")) }
            #expect(error?.code == .connectionFailed)
        }
    }
}
