/// Where a server listens and what it allows.
public struct HTTPServerConfiguration: Sendable {
    /// The address to listen on: an IPv4 or IPv6 literal. `0.0.0.0` is every IPv4 address, `::` every IPv6 address.
    public var address: String
    /// The port; 0 takes a free one, which ``HTTPServer/start()`` returns.
    public var port: UInt16
    /// Threads that read and write sockets. A handler begins here when its request is short, and goes on in Swift's own pool after its first
    /// wait: it must not block.
    public var threads = 2
    /// Connections at once; more wait in the kernel's backlog.
    public var connectionLimit = 8192
    /// Connections at once from one address (of IPv6: from one /64); more are closed at once. nil is half of all, so that no address alone
    /// can take every place.
    public var limitConnectionsPerAddress: Int?
    /// Whether the address is a proxy's, which stands for many peers: its connections are not limited by address. The proxy limits its own
    /// peers.
    public var isProxy: (@Sendable (_ address: String) -> Bool)?
    /// The largest whole body a route gets unless it says otherwise, in bytes. Decided from `Content-Length` before the body comes.
    public var maximumBodyBytes: Int64 = 32 << 20
    /// The memory all whole bodies under way may take together, in bytes; beyond it requests are answered 503.
    public var maximumBufferedBytes: Int64 = 512 << 20
    /// The largest request head (request line and fields), in bytes; a larger one is answered 431.
    public var maximumHeaderBytes = 16 << 10
    /// How much of a refused body is read and thrown away so that the peer gets to see the refusal, in bytes; then the connection is
    /// closed.
    public var maximumDiscardedBytes: Int64 = 16 << 20
    /// After how long without a byte a connection is closed, in seconds; not while its request is being handled.
    public var idleTimeoutSeconds: UInt32 = 60
    /// How long a whole head may take, in seconds: from its first byte on, a connection's first one from when it was made. However busily its
    /// bytes drip.
    public var limitHeadSeconds: UInt32 = 20
    /// How fast a body must come and an answer be read, in bytes a second; not while a handler holds the peer back.
    public var leastBytesPerSecond = 240
    /// Over how long that rate is measured, in seconds; for reading over the idle time where that is longer.
    public var rateWindowSeconds: UInt32 = 20
    /// Is told when a request begins, on the server's own thread: it must not wait. The observer is told of each of these when it is over.
    public var beginObserver: (@Sendable () -> Void)?
    /// Is told about every request when it is over, on the server's own thread: it must not wait.
    public var observer: (@Sendable (HTTPExchangeReport) -> Void)?
    /// Is told about every connection that is ended for the peer's sake, on the server's own thread: it must not wait.
    public var connectionObserver: (@Sendable (HTTPConnectionEnd) -> Void)?

    /// Connections from one address, as it counts.
    var effectiveLimitPerAddress: Int { limitConnectionsPerAddress ?? max(1, connectionLimit / 2) }

    /// A configuration with the defaults.
    public init(address: String = "127.0.0.1", port: UInt16 = 0) { (self.address, self.port) = (address, port) }
}

/// What became of one request.
public struct HTTPExchangeReport: Sendable {
    /// The method.
    public let method: HTTPMethod
    /// The pattern of the route that took it; nil for none.
    public let route: String?
    /// The status answered; nil when there was no answer, because the peer went away or the server stopped.
    public let status: Int?
    /// The body's size as far as it came, in bytes.
    public let receivedBodyBytes: Int64
    /// From the request line until the answer was sent or given up.
    public let duration: Duration
    /// Whether the answer went out whole.
    public let isComplete: Bool

    /// A request that was none: its head could not be read.
    static func refused(status: Int) -> HTTPExchangeReport {
        HTTPExchangeReport(
            method: HTTPMethod(rawValue: "-"), route: nil, status: status, receivedBodyBytes: 0, duration: .zero, isComplete: true)
    }
}

/// Why a connection was ended for what its peer did.
public enum HTTPConnectionEnd: String, Sendable, CaseIterable {
    /// Its address had as many as one may have.
    case addressLimit = "address_limit"
    /// What it sent is no message by RFC 9112.
    case malformed
    /// A head did not come whole in time.
    case slowHead = "slow_head"
    /// A body came too slowly.
    case slowBody = "slow_body"
    /// The answer was read too slowly.
    case slowReader = "slow_reader"
}
