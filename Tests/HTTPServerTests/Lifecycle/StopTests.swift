import HTTPServer
import Waiting
import Testing

struct StopTests {
    @Test func `stopping ends subscriptions properly and at once`() async throws {
        let streams = Collected<HTTPStream>()
        var router = Router()
        router.on(.get, "/hendelser") { _ in
            let stream = HTTPStream(endsAtDrain: true)
            streams.add(stream)
            return .serverSentEvents(stream)
        }
        let server = HTTPServer(configuration: HTTPServerConfiguration(), router: router)
        let port = try server.start()
        let sockets = try await offPool {
            try (0..<50).map { _ in
                let socket = try RawSocket(port: port)
                try socket.send("GET /hendelser HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = try socket.readResponse(hasBody: false)
                return SendableSocket(socket)
            }
        }
        await server.stop(grace: .seconds(60))
        let ends = try await offPool { try sockets.map { try $0.raw.readToEnd() } }
        #expect(ends.allSatisfy { $0 == "0\r\n\r\n" })
        #expect(streams.all.count == 50 && streams.all.allSatisfy { $0.ended == .finished })
    }

    @Test func `stopping cuts off what does not end within the grace`() async throws {
        let streams = Collected<HTTPStream>()
        let cancelled = Collected<Bool>()
        var router = Router()
        router.on(.get, "/eksport") { _ in
            let stream = HTTPStream()
            streams.add(stream)
            return HTTPResponse(status: 200, body: .stream(stream))
        }
        router.on(.get, "/sov") { _ in
            do { try await Task.sleep(for: .seconds(60)) } catch { cancelled.add(true) }
            return .noContent
        }
        router.onStreaming(.put, "/filer/{hash}") { _, body in
            do { for try await _ in body {} } catch { cancelled.add(error as? HTTPBodyError == .serverStopped) }
            return .noContent
        }
        router.onStreaming(.put, "/uten-leser") { _, _ in
            do { try await Task.sleep(for: .seconds(60)) } catch { cancelled.add(true) }
            return .noContent
        }
        let server = HTTPServer(configuration: HTTPServerConfiguration(), router: router)
        let port = try server.start()
        let requests = [
            "GET /eksport HTTP/1.1\r\nHost: x\r\n\r\n", "GET /sov HTTP/1.1\r\nHost: x\r\n\r\n",
            "PUT /filer/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc", "GET /ingen",
        ]
        let sockets = try await offPool {
            var sockets = try requests.flatMap { request in
                try (0..<10).map { _ in
                    let socket = try RawSocket(port: port)
                    try socket.send(request)
                    return SendableSocket(socket)
                }
            }
            // The sender is held back: the connection is suspended in the middle of its body.
            let held = try RawSocket(port: port)
            try held.send("PUT /uten-leser HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n")
            _ = held.sendUntilHeldBack([UInt8](repeating: 7, count: 1 << 16), atMostBytes: 1_000_000_000)
            sockets.append(SendableSocket(held))
            return sockets
        }
        _ = try await streams.waitFor(10)
        await server.stop(grace: .milliseconds(50))
        // A connection that was reset has nothing to read.
        let ends = await offPool { sockets.map { socket in (try? socket.raw.readToEnd()) ?? "" } }
        #expect(ends.allSatisfy { !$0.hasSuffix("0\r\n\r\n") && !$0.hasPrefix("HTTP/1.1 204") })
        #expect(streams.all.allSatisfy { $0.ended == .serverStopped })
        #expect(try await cancelled.waitFor(21) == Array(repeating: true, count: 21))
    }

    @Test func `while stopping what is under way is answered, and what is new is refused`() async throws {
        let started = Collected<Bool>()
        let release = AsyncStream<Void>.makeStream()
        var router = echoRouter()
        router.on(.get, "/vent") { _ in
            started.add(true)
            for await _ in release.stream { break }
            return .text("ferdig")
        }
        let server = HTTPServer(configuration: HTTPServerConfiguration(), router: router)
        let port = try server.start()
        let waiting = try await offPool {
            let waiting = try RawSocket(port: port)
            try waiting.send("GET /vent HTTP/1.1\r\nHost: x\r\n\r\n")
            return SendableSocket(waiting)
        }
        _ = try await started.waitFor()
        async let stopped: Void = server.stop(grace: .seconds(30))
        let refused = try await offPool {
            while true {
                let socket = try RawSocket(port: port)
                try socket.send("GET /ekko HTTP/1.1\r\nHost: x\r\n\r\n")
                let response = try socket.readResponse()
                if response.status != 200 { return response }
            }
        }
        #expect(refused.status == 503)
        #expect(refused["Connection"] == "close")
        #expect(refused["Retry-After"] == "1")
        release.continuation.yield()
        await stopped
        let answer = try await offPool { try waiting.raw.readResponse() }
        #expect(answer.body == "ferdig")
        #expect(answer["Connection"] == "close")
    }

    @Test func `a server that is let go of without a stop ends its streams`() async throws {
        let streams = Collected<HTTPStream>()
        var router = Router()
        router.on(.get, "/hendelser") { _ in
            let stream = HTTPStream()
            streams.add(stream)
            return .serverSentEvents(stream)
        }
        var server: HTTPServer? = HTTPServer(configuration: HTTPServerConfiguration(), router: router)
        let port = try #require(try server?.start())
        let socket = try await offPool {
            let socket = try RawSocket(port: port)
            try socket.send("GET /hendelser HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = try socket.readResponse(hasBody: false)
            return SendableSocket(socket)
        }
        server = nil
        #expect(await streams.all.first?.waitForEnd() == .serverStopped)
        #expect(try await offPool { try socket.raw.readToEnd() } == "")
    }
}
