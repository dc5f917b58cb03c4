import Glibc
import HTTPServer
import Waiting
import Testing

struct SlownessTests {
    private static let get = "GET /ekko HTTP/1.1\r\nHost: x\r\n\r\n"
    /// 127.0.0.2 and 127.0.0.3.
    private static let (somebody, somebodyElse) = (UInt32(0x7F00_0002), UInt32(0x7F00_0003))

    /// Sends a byte now and then until the peer has ended; whether it did within the time.
    private static func drip(_ text: String, on socket: RawSocket, everyMilliseconds pause: UInt32, forSeconds seconds: Int) -> Bool {
        for byte in text.utf8.prefix(seconds * 1000 / Int(pause)) {
            guard (try? socket.send([byte])) != nil else { return true }
            usleep(pause * 1000)
        }
        return false
    }

    @Test func `a head that drips is cut off, however busily`() async throws {
        let ends = Collected<HTTPConnectionEnd>()
        try await withServer(
            echoRouter(),
            configure: {
                $0.limitHeadSeconds = 1
                $0.connectionObserver = { ends.add($0) }
            }
        ) { port, _ in
            let isCutOff = try await offPool {
                Self.drip(
                    "GET /\(String(repeating: "a", count: 2000))", on: try RawSocket(port: port), everyMilliseconds: 20, forSeconds: 30)
            }
            #expect(isCutOff)
            #expect(ends.all == [.slowHead])
        }
    }

    @Test(arguments: ["Content-Length: 100000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n1000\r\n"])
    func `a body that drips is cut off, and its reader told`(framing: String) async throws {
        let (ends, errors) = (Collected<HTTPConnectionEnd>(), Collected<HTTPBodyError?>())
        var router = echoRouter()
        router.onStreaming(.put, "/filer") { _, body in
            do { for try await _ in body {} } catch { errors.add(error as? HTTPBodyError) }
            return .noContent
        }
        try await withServer(
            router,
            configure: {
                ($0.rateWindowSeconds, $0.leastBytesPerSecond) = (1, 1000)
                $0.connectionObserver = { ends.add($0) }
            }
        ) { port, _ in
            let isCutOff = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("PUT /filer HTTP/1.1\r\nHost: x\r\n\(framing)")
                return Self.drip(String(repeating: "a", count: 3000), on: socket, everyMilliseconds: 20, forSeconds: 30)
            }
            #expect(isCutOff)
            #expect(ends.all == [.slowBody])
            #expect(try await errors.waitFor() == [.peerGone])
        }
    }

    @Test func `a sender whom the handler holds back is not taken for a slow one`() async throws {
        let start = AsyncStream<Void>.makeStream()
        var router = Router()
        router.onStreaming(.put, "/filer") { _, body in
            for await _ in start.stream { break }
            var count = 0
            do { for try await piece in body { count += piece.count } } catch { return .problem(status: 500, detail: "\(error)") }
            return .text("\(count)")
        }
        try await withServer(router, configure: { ($0.rateWindowSeconds, $0.leastBytesPerSecond) = (1, 1000) }) { port, _ in
            let total = 64 << 20
            let piece = [UInt8](repeating: 7, count: 64 * 1024)
            // In one stretch, and there all the time: on a busy machine it must not be the sender's own start that is slow.
            let (socket, held) = try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("PUT /filer HTTP/1.1\r\nHost: x\r\nContent-Length: \(total)\r\n\r\n")
                return (SendableSocket(socket), socket.sendUntilHeldBack(piece, atMostBytes: total))
            }
            async let answer = offPool {
                var rest = total - held
                while rest > 0 {
                    try socket.raw.send(Array(piece.prefix(rest)))
                    rest -= min(rest, piece.count)
                }
                return try socket.raw.readResponse().body
            }
            try await Task.sleep(for: .milliseconds(2500))
            start.continuation.yield()
            #expect(try await answer == "\(total)")
        }
    }

    @Test func `an answer that is not read ends its connection`() async throws {
        let ends = Collected<HTTPConnectionEnd>()
        var router = Router()
        router.on(.get, "/stor") { _ in HTTPResponse(status: 200, body: .bytes([UInt8](repeating: 7, count: 64 << 20))) }
        try await withServer(
            router,
            configure: {
                ($0.rateWindowSeconds, $0.idleTimeoutSeconds, $0.leastBytesPerSecond) = (1, 1, 1000)
                $0.connectionObserver = { ends.add($0) }
            }
        ) { port, _ in
            let socket = try await offPool {
                let socket = try RawSocket(port: port, receiveBufferBytes: 4096)
                try socket.send("GET /stor HTTP/1.1\r\nHost: x\r\n\r\n")
                return SendableSocket(socket)
            }
            #expect(try await ends.waitFor() == [.slowReader])
            withExtendedLifetime(socket) {}
        }
    }

    @Test func `an address that takes all it may have stops nobody else, and gets places back when it lets go of some`() async throws {
        let ends = Collected<HTTPConnectionEnd>()
        try await withServer(
            echoRouter(),
            configure: {
                ($0.connectionLimit, $0.limitConnectionsPerAddress) = (300, 100)
                $0.connectionObserver = { ends.add($0) }
            }
        ) { port, _ in
            var silent = try await offPool {
                try (0..<400).map { number in
                    let socket = try RawSocket(port: port, from: Self.somebody)
                    // Refused ones are closed before they can send.
                    if number % 2 == 0 { try? socket.send("GET /ekko HT") }
                    return SendableSocket(socket)
                }
            }
            #expect(try await ends.waitFor(300).count == 300)
            let answer = try await offPool {
                let socket = try RawSocket(port: port, from: Self.somebodyElse)
                try socket.send(Self.get)
                return try socket.readResponse().status
            }
            #expect(answer == 200)
            silent.removeAll()
            let again = try await offPool {
                for _ in 0..<3000 {
                    let socket = try RawSocket(port: port, from: Self.somebody)
                    // Refused as long as the server has not seen the ends of the others.
                    if (try? socket.send(Self.get)) != nil, let answer = try? socket.readResponse() { return answer.status }
                    usleep(10_000)
                }
                return 0
            }
            #expect(again == 200)
        }
    }

    @Test func `a proxy's address is not limited, since it stands for many`() async throws {
        try await withServer(
            echoRouter(),
            configure: {
                $0.limitConnectionsPerAddress = 2
                $0.isProxy = { $0 == "127.0.0.2" }
            }
        ) { port, _ in
            let statuses = try await offPool {
                let sockets = try (0..<20).map { _ in try RawSocket(port: port, from: Self.somebody) }
                return try sockets.map { socket in
                    try socket.send(Self.get)
                    return try socket.readResponse().status
                }
            }
            #expect(statuses == Array(repeating: 200, count: 20))
        }
    }
}
