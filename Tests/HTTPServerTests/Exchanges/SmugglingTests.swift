import HTTPServer
import Waiting
import Testing

/// What is no message gets one answer and the end of its connection; a request hidden behind or inside it is never carried out. More of them
/// are sent by `Tests/Scenarios/wire_attack.py`, which is a judge without any of this code.
struct SmugglingTests {
    private static let hidden = "GET /skjult HTTP/1.1\r\nHost: x\r\n\r\n"
    private static let post = "POST /ekko HTTP/1.1\r\nHost: x\r\n"
    private static let chunked = post + "Transfer-Encoding: chunked\r\n\r\n"

    private static let refused: [(name: String, request: String)] = [
        ("a blank before the colon", post + "Content-Length : \(hidden.utf8.count)\r\n\r\n"),
        ("a coding with a blank and a length", post + "Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
        ("a folded length", post + "Content-Length:\r\n \(hidden.utf8.count)\r\n\r\n"),
        ("a folded coding", post + "Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
        ("a bare CR", post + "Content-Length: 5\r\nX-A: b\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        ("a bare LF", post + "Content-Length: 5\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        ("NUL", post + "X-A: b\0c\r\n\r\n"), ("no name", post + ": b\r\n\r\n"), ("two hosts", post + "Host: y\r\n\r\n"),
        ("no host", "GET /ekko HTTP/1.1\r\n\r\n"), ("length -1", post + "Content-Length: -1\r\n\r\n"),
        ("a list of lengths", post + "Content-Length: 5, 5\r\n\r\n"), ("a length in hex", post + "Content-Length: 0x5\r\n\r\n"),
        ("a huge length", post + "Content-Length: \(String(repeating: "9", count: 30))\r\n\r\n"),
        ("the same length twice", post + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n"),
        ("coding and length", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
        ("chunked twice", post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
        ("a chunk with a bare LF", chunked + "3\nabc\r\n0\r\n\r\n"), ("a chunk too long", chunked + "3\r\nabcd\r\n0\r\n\r\n"),
        ("an extension with a bare LF", chunked + "3;a\nb\r\nabc\r\n0\r\n\r\n"),
        ("an extension of a megabyte", chunked + "3;a=\(String(repeating: "b", count: 1 << 20))\r\nabc\r\n0\r\n\r\n"),
        ("a bare LF at the end of the trailer", chunked + "0\r\n\n"),
    ]

    private func router(_ carriedOut: Collected<String>) -> Router {
        var router = echoRouter()
        router.on(.get, "/skjult") { request in
            carriedOut.add(request.target)
            return .text("skjult")
        }
        router.onStreaming(.post, "/strøm") { _, body in
            do { for try await _ in body {} } catch { return .problem(status: 500, detail: "\(error)") }
            return .noContent
        }
        return router
    }

    @Test(arguments: refused.map(\.name), ["/ekko", "/str%C3%B8m"])
    func `what is no message is answered once, and nothing behind it is carried out`(name: String, path: String) async throws {
        let refused = try #require(Self.refused.first { $0.name == name })
        let request = refused.request.replacing("/ekko", with: path)
        let carriedOut = Collected<String>()
        try await withServer(router(carriedOut)) { port, _ in
            let text = try await offPool {
                let socket = try RawSocket(port: port)
                // The server may have answered and closed before all of it is sent.
                try? socket.send(request + Self.hidden + Self.hidden)
                return try socket.readToEnd()
            }
            #expect(text.hasPrefix("HTTP/1.1 400 "))
            #expect(text.components(of: "HTTP/1.1 ") == 1)
            #expect(text.contains("Connection: close\r\n"))
            #expect(carriedOut.all.isEmpty)
        }
    }

    @Test func `a refused head is told to the observers once`() async throws {
        let (reports, ends) = (Collected<HTTPExchangeReport>(), Collected<HTTPConnectionEnd>())
        try await withServer(
            echoRouter(),
            configure: {
                $0.observer = { reports.add($0) }
                $0.connectionObserver = { ends.add($0) }
            }
        ) { port, _ in
            try await offPool {
                let socket = try RawSocket(port: port)
                try socket.send("GET /ekko HTTP/1.1\r\nHost : x\r\n\r\n")
                _ = try socket.readToEnd()
            }
            #expect(try await reports.waitFor().map(\.status) == [400])
            #expect(ends.all == [.malformed])
        }
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
