import Contracts
import Crypto
import Domain
import HTTPServer
import Synchronization

/// A receiver of webhooks that remembers what came and answers as the test says.
final class WebhookTarget: Sendable {
    /// One request that came.
    struct Received: Sendable {
        let id: String
        let timestamp: String
        let signature: String
        let body: [UInt8]
        let path: String
        let status: Int
        let headers: [String: String]

        var event: JSONValue { (try? JSONReader.read(body)) ?? .null }  // not JSON: no member will be found in it
        var cursor: Int64? { event["data"]?["cursor"]?.integer }
        var sak: String? { event["data"]?["saksmappe"]?.text }

        /// Whether a secret's signature is among those sent.
        func isSigned(with secret: String) -> Bool {
            guard let key = try? Base64.decode(String(secret.dropFirst(6))) else { return false }
            let content = Array("\(id).\(timestamp).".utf8) + body
            return signature.contains("v1,\(Base64.encode(HMACSHA256.sign(content, key: key)))")
        }
    }

    /// How a request is answered.
    struct Reply: Sendable {
        var status = 204
        var headers: HTTPFields = HTTPFields()
        var delay: Duration = .zero
        var body: [UInt8] = []
        static let taken = Reply()
        static func status(_ status: Int) -> Reply { Reply(status: status) }
    }

    private let server: HTTPServer
    private let received = Mutex<[Received]>([])
    let url: String

    /// - Parameter reply: given the request's CloudEvent and how often that id came before.
    init(_ reply: @escaping @Sendable (JSONValue, Int) -> Reply) throws {
        let holder = Holder()
        server = HTTPServer(configuration: HTTPServerConfiguration()) { request in await holder.answer(request) }
        let port = try server.start()
        url = "http://127.0.0.1:\(port)/hook"
        holder.handle.withLock { handle in
            handle = { [weak self] request in
                guard let self else { return .noContent }
                let event = (try? JSONReader.read(request.body)) ?? .null  // not JSON: no member will be found in it
                let id = request.headers["webhook-id"] ?? ""
                let before = self.received.withLock { $0.count { $0.id == id } }
                let reply = reply(event, before)
                // A request that is given up while it waits is answered to nobody.
                try? await Task.sleep(for: reply.delay)
                self.received.withLock {
                    $0.append(
                        Received(
                            id: id, timestamp: request.headers["webhook-timestamp"] ?? "",
                            signature: request.headers["webhook-signature"] ?? "",
                            body: request.body, path: request.path, status: reply.status,
                            headers: [
                                "Content-Type": request.headers["Content-Type"] ?? "", "traceparent": request.headers["traceparent"] ?? "",
                            ]))
                }
                return HTTPResponse(
                    status: reply.status, headers: reply.headers, body: reply.body.isEmpty ? .empty : .bytes(reply.body))
            }
        }
    }

    /// A receiver that answers 200 with this body.
    convenience init(body: [UInt8]) throws { try self.init { _, _ in Reply(status: 200, body: body) } }

    private final class Holder: Sendable {
        let handle = Mutex<(@Sendable (HTTPRequest) async -> HTTPResponse)?>(nil)
        func answer(_ request: HTTPRequest) async -> HTTPResponse {
            guard let handle = handle.withLock({ $0 }) else { return HTTPResponse(status: 503) }
            return await handle(request)
        }
    }

    /// Everything that came, in order of the answers.
    var all: [Received] { received.withLock { $0 } }
    /// What was taken: answered 2xx.
    var taken: [Received] { all.filter { (200..<300).contains($0.status) } }
    /// The cursors that were taken, the first time each.
    var cursors: [Int64] {
        var seen: Set<Int64> = []
        return taken.compactMap(\.cursor).filter { seen.insert($0).inserted }
    }
    /// Whether each case's cursors were first taken in rising order.
    var isOrderedByCase: Bool {
        var (last, seen): ([String: Int64], Set<Int64>) = ([:], [])
        for one in taken {
            guard let cursor = one.cursor, seen.insert(cursor).inserted else { continue }
            if let before = last[one.sak ?? ""], before > cursor { return false }
            last[one.sak ?? ""] = cursor
        }
        return true
    }

    func stop() async { await server.stop(grace: .zero) }
}
