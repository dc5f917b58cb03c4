/// An answer.
public struct HTTPResponse: Sendable {
    /// The status code, 200…599.
    public var status: Int
    /// The header fields. `Content-Length` and `Transfer-Encoding` are the server's own and ignored here; `Date` is added.
    public var headers: HTTPFields
    /// The body.
    public var body: HTTPBody

    /// An answer from its parts.
    public init(status: Int, headers: HTTPFields = HTTPFields(), body: HTTPBody = .empty) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }

    /// Serialised JSON.
    public static func json(_ bytes: [UInt8], status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["Content-Type": "application/json"], body: .bytes(bytes))
    }

    /// Plain text in UTF-8.
    public static func text(_ text: String, status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: .bytes(Array(text.utf8)))
    }

    /// 204: done, nothing to say.
    public static let noContent = HTTPResponse(status: 204)

    /// Server-sent events (WHATWG HTML, 9.2) from a stream; caches and proxies are told not to hold them back.
    public static func serverSentEvents(_ stream: HTTPStream) -> HTTPResponse {
        let headers: HTTPFields = ["Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"]
        return HTTPResponse(status: 200, headers: headers, body: .stream(stream))
    }
}

/// What an answer carries.
public enum HTTPBody: Sendable {
    /// Nothing.
    case empty
    /// These bytes.
    case bytes([UInt8])
    /// A part of an open file, sent by the kernel without a copy.
    case file(HTTPFile, offset: UInt64, length: UInt64)
    /// Bytes as they come.
    case stream(HTTPStream)
}
