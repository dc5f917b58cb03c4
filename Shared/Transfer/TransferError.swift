/// Why a transfer failed. An answer with any status is not a failure of an HTTP request; of a download, an upload or a mail it is.
public struct TransferError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The stable name, as it stands in logs.
        public let rawValue: String
        /// A code by its stable name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The URL is not one, or holds what must not stand in it.
        public static let malformedURL = Code(rawValue: "malformed_url")
        /// A request that cannot be sent as it is: a header, method, mail address or mail that would become another one.
        public static let malformedRequest = Code(rawValue: "malformed_request")
        /// A protocol that is not spoken, or not allowed here.
        public static let unsupportedProtocol = Code(rawValue: "unsupported_protocol")
        /// The policy does not name the host.
        public static let hostNotAllowed = Code(rawValue: "host_not_allowed")
        /// The host's address is private, or otherwise not for us; the message has it.
        public static let addressNotAllowed = Code(rawValue: "address_not_allowed")
        /// One redirect after the other.
        public static let tooManyRedirects = Code(rawValue: "too_many_redirects")
        /// The host's name has no address.
        public static let nameNotResolved = Code(rawValue: "name_not_resolved")
        /// Nobody accepts connections there.
        public static let connectionFailed = Code(rawValue: "connection_failed")
        /// The connection broke after the request was begun: the peer may have acted on it.
        public static let connectionLost = Code(rawValue: "connection_lost")
        /// No TLS session: the certificate is not trusted, has another name, or the peers have no common version.
        public static let tlsFailed = Code(rawValue: "tls_failed")
        /// The SSH server is not the one that is known.
        public static let hostKeyNotKnown = Code(rawValue: "host_key_not_known")
        /// The server does not take the user's name and password or key.
        public static let authenticationFailed = Code(rawValue: "authentication_failed")
        /// Connecting, the whole transfer, or waiting for the next byte took longer than allowed, or it was too slow.
        public static let timedOut = Code(rawValue: "timed_out")
        /// The answer is larger than allowed.
        public static let tooLarge = Code(rawValue: "too_large")
        /// A compressed answer grows out of proportion.
        public static let decodeRatioExceeded = Code(rawValue: "decode_ratio_exceeded")
        /// The answer is not encoded the way it says.
        public static let malformedAnswer = Code(rawValue: "malformed_answer")
        /// The server has no such file.
        public static let notFound = Code(rawValue: "not_found")
        /// The file is shorter than the part of it that we have.
        public static let cannotContinue = Code(rawValue: "cannot_continue")
        /// The server answered a download or an upload with this status, which is no success: ``TransferError/replyCode``.
        public static let unexpectedStatus = Code(rawValue: "unexpected_status")
        /// The mail server said no: ``TransferError/replyCode`` from 400 is for now, from 500 for good.
        public static let mailRefused = Code(rawValue: "mail_refused")
        /// What was to be sent could not be read, or has another size than was said.
        public static let sourceFailed = Code(rawValue: "source_failed")
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
    /// What the server answered, when that is the reason: the HTTP status, or SMTP's reply code.
    public let replyCode: Int?

    /// An error of that kind.
    public init(_ code: Code, _ message: String, replyCode: Int? = nil) {
        (self.code, self.message, self.replyCode) = (code, message, replyCode)
    }

    /// Whether the peer cannot have acted on the request: safe to send again whatever its method is.
    public var wasNeverSent: Bool {
        [
            .malformedURL, .malformedRequest, .unsupportedProtocol, .hostNotAllowed, .addressNotAllowed, .nameNotResolved,
            .connectionFailed,
            .tooManyTransfers,
        ].contains(code)
    }

    /// `code: message`.
    public var description: String { "\(code.rawValue): \(message)" }
}
