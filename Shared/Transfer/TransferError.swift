/// Why a transfer failed. An answer with any status is not a failure.
public struct TransferError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The stable name, as it stands in logs.
        public let rawValue: String
        /// A code by its stable name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The URL is not one, or holds what must not stand in it.
        public static let malformedURL = Code(rawValue: "malformed_url")
        /// A request that cannot be sent as it is: a header or method with a line break.
        public static let malformedRequest = Code(rawValue: "malformed_request")
        /// Neither http nor https.
        public static let unsupportedProtocol = Code(rawValue: "unsupported_protocol")
        /// The host's name has no address.
        public static let nameNotResolved = Code(rawValue: "name_not_resolved")
        /// Nobody accepts connections there.
        public static let connectionFailed = Code(rawValue: "connection_failed")
        /// The connection broke after the request was begun: the peer may have acted on it.
        public static let connectionLost = Code(rawValue: "connection_lost")
        /// No TLS session: the certificate is not trusted, has another name, or the peers have no common version.
        public static let tlsFailed = Code(rawValue: "tls_failed")
        /// Connecting, the whole transfer, or waiting for the next byte took longer than allowed.
        public static let timedOut = Code(rawValue: "timed_out")
        /// The answer is larger than allowed.
        public static let tooLarge = Code(rawValue: "too_large")
        /// The task that waited was cancelled, or the reader of a streamed answer let go of it.
        public static let cancelled = Code(rawValue: "cancelled")
        /// As many transfers as the client takes are under way.
        public static let tooManyTransfers = Code(rawValue: "too_many_transfers")
        /// The client was shut down.
        public static let shutDown = Code(rawValue: "client_shut_down")
        /// Anything else; the message has libcurl's words.
        public static let failed = Code(rawValue: "transfer_failed")
    }

    /// The kind.
    public let code: Code
    /// What happened, for a person: names the host, never the credentials or the query of the URL.
    public let message: String

    /// An error of that kind.
    public init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

    /// Whether the peer cannot have seen anything of the request: safe to send again whatever its method is.
    public var wasNeverSent: Bool {
        [.malformedURL, .malformedRequest, .unsupportedProtocol, .nameNotResolved, .connectionFailed, .tooManyTransfers].contains(code)
    }

    /// `code: message`.
    public var description: String { "\(code.rawValue): \(message)" }
}
