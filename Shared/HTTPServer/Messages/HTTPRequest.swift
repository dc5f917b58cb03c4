/// A request as a handler sees it.
public struct HTTPRequest: Sendable {
    /// What is wanted.
    public var method: HTTPMethod
    /// The target as it was written: raw path and query.
    public var target: String
    /// The raw path: nothing decoded.
    public var path: String
    /// The path split at its raw slashes, each segment then percent-decoded: `%2F` stays inside its segment.
    public var pathSegments: [String]
    /// The query, decoded.
    public var query: HTTPQuery
    /// The header fields.
    public var headers: HTTPFields
    /// The whole body; empty for a route that reads it as a stream.
    public var body: [UInt8]
    /// The peer's address without its port: `127.0.0.1`, `::1`. Behind a proxy it is the proxy's.
    public var remoteAddress: String
    /// What the route's parameters matched, decoded, by name.
    public var parameters: [String: String]
    /// The pattern of the route that took the request (`/saksmapper/{systemID}`); nil without a router. A safe label for metrics.
    public var route: String?

    /// A request from its parts; nil when the target is not one (a broken escape, not UTF-8, `.` or `..` as a segment).
    public init?(
        method: HTTPMethod, target: String, headers: HTTPFields = HTTPFields(), body: [UInt8] = [], remoteAddress: String = ""
    ) {
        guard let parsed = HTTPTarget(target) else { return nil }
        (self.method, self.target, self.headers, self.body, self.remoteAddress) = (method, target, headers, body, remoteAddress)
        (path, pathSegments, query) = (parsed.path, parsed.segments, parsed.query)
        (parameters, route) = ([:], nil)
    }
}

/// Answers a request. Runs in a task of its own, which is cancelled when the server stops for good. A client that goes away meanwhile
/// is noticed only when the answer is sent (or, while its body is still coming, by the body's stream).
public typealias HTTPHandler = @Sendable (HTTPRequest) async -> HTTPResponse

/// Answers a request whose body it reads piece by piece, of any size. It may answer before the body is read to its end.
public typealias HTTPStreamingHandler = @Sendable (HTTPRequest, HTTPBodyStream) async -> HTTPResponse

/// Stands around every handler of a router: may look at or change the request, the response, or answer by itself.
public typealias HTTPMiddleware = @Sendable (HTTPRequest, HTTPHandler) async -> HTTPResponse

/// Decides from the head alone, before a body is read; nil lets the request in. Runs on the server's own thread: it must not wait.
public typealias HTTPAdmission = @Sendable (HTTPRequest) -> HTTPResponse?
