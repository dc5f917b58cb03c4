/// What a client allows.
public struct HTTPClientConfiguration: Sendable {
    /// Connections at once, to all hosts together; further transfers wait.
    public var maximumConnections = 256
    /// Connections at once to one host; further transfers wait.
    public var maximumConnectionsPerHost = 64
    /// Transfers at once, waiting ones included; beyond it they are refused.
    public var maximumTransfers = 4096
    /// What stands in `User-Agent`.
    public var userAgent = "sak-arkiv"
    /// The proxy for every request; nil connects directly. `http_proxy` and its like in the environment are never looked at.
    /// Requests under a ``TransferPolicy`` go through it only when the policy says that the proxy checks addresses.
    public var proxy: String?
    /// Addresses that are not looked up: `host:port` to what it stands for. They are checked as others are.
    public var fixedAddresses: [String: [String]] = [:]
    /// Whom to trust, and who this client is.
    public var tls = TLSOptions()

    /// A configuration with the defaults.
    public init() {}
}

/// TLS 1.2 or later; the peer's certificate and name are always checked.
public struct TLSOptions: Sendable, Hashable {
    /// A PEM file with the authorities to trust instead of the system's.
    public var authoritiesFile: String?
    /// A PEM file with this client's certificate, for peers that ask for one.
    public var certificateFile: String?
    /// A PEM file with the certificate's private key.
    public var keyFile: String?

    /// The system's authorities, no certificate.
    public init() {}
}
