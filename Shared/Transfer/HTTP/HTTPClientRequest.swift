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
    /// What is sent instead of ``body``, read as the peer takes it.
    public var upload: (any UploadSource)?
    /// How long it may take and how much may come.
    public var limits = TransferLimits()
    /// Where it may go; nil for a peer that the operator named: http and https to any address, no redirects.
    public var policy: TransferPolicy?
    /// How the request is signed for S3 and its like; nil for not.
    public var signature: AWSSignature?
    /// Whether compressed answers are asked for. An answer that is compressed is decoded anyway when this or a policy is set.
    public var acceptsCompression = false
    /// The socket to connect to instead of the URL's host.
    public var unixSocketPath: String?

    /// A request with the default limits.
    public init(method: String = "GET", url: String, headers: HTTPClientHeaders = HTTPClientHeaders(), body: [UInt8] = []) {
        (self.method, self.url, self.headers, self.body) = (method, url, headers, body)
    }

    /// How long connecting may take, name lookup and TLS included.
    public var connectTimeout: Duration {
        get { limits.connectTimeout }
        set { limits.connectTimeout = newValue }
    }

    /// How long the whole transfer may take; nil sets no limit, for answers without an end.
    public var timeout: Duration? {
        get { limits.timeout }
        set { limits.timeout = newValue }
    }

    /// How long no byte may come or go; nil sets no limit. Whole seconds, rounded up.
    public var idleTimeout: Duration? {
        get { limits.idleTimeout }
        set { limits.idleTimeout = newValue }
    }

    /// The largest answer, in bytes; nil sets no limit. Counted as it arrives, whatever the header says.
    public var maximumResponseBytes: Int64? {
        get { limits.maximumBytes }
        set { limits.maximumBytes = newValue }
    }
}
