/// A request to another server.
public struct HTTPClientRequest: Sendable {
    /// The method: `GET`, `POST`, …
    public var method: String
    /// The whole URL, `http` or `https`.
    public var url: String
    /// The header fields. `Content-Length` is added.
    public var headers: HTTPClientHeaders
    /// What is sent.
    public var body: [UInt8]
    /// How long connecting may take, name lookup and TLS included.
    public var connectTimeout: Duration = .seconds(5)
    /// How long the whole transfer may take; nil sets no limit, for answers without an end.
    public var timeout: Duration? = .seconds(30)
    /// How long no byte may come or go; nil sets no limit. Whole seconds, rounded up.
    public var idleTimeout: Duration?
    /// The largest answer, in bytes; nil sets no limit. Counted as it arrives, whatever the header says.
    public var maximumResponseBytes: Int64? = 32 << 20
    /// The socket to connect to instead of the URL's host.
    public var unixSocketPath: String?

    /// A request with the default limits.
    public init(method: String = "GET", url: String, headers: HTTPClientHeaders = HTTPClientHeaders(), body: [UInt8] = []) {
        (self.method, self.url, self.headers, self.body) = (method, url, headers, body)
    }
}
