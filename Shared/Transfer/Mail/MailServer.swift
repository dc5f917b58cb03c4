/// A server that takes mail (RFC 5321), and how to speak with it.
public struct MailServer: Sendable, Hashable, CustomStringConvertible {
    /// How the connection is protected.
    public enum Security: Sendable, Hashable {
        /// TLS from the first byte (port 465).
        case tls
        /// TLS by STARTTLS (port 587); a server that does not offer it gets no mail.
        case startTLS
        /// None: for a server on the same machine or a network of one's own.
        case none
    }

    /// A name and its password.
    public struct Credentials: Sendable, Hashable, CustomStringConvertible {
        /// The name.
        public var user: String
        /// The password; a secret.
        public var password: String

        /// A name and its password.
        public init(user: String, password: String) { (self.user, self.password) = (user, password) }

        /// Without the password.
        public var description: String { "Credentials(\(user))" }
    }

    /// Name or address.
    public var host: String
    /// The port.
    public var port: Int
    /// How the connection is protected.
    public var security: Security
    /// Who we are to it; nil for a server that asks nobody. Without TLS they are not sent.
    public var credentials: Credentials?
    /// How we introduce ourselves (EHLO): this machine's name.
    public var localName = "localhost"
    /// Where the mail may go; nil for a server that the operator named: any address. Of the policy hosts and networks count.
    public var policy: TransferPolicy?
    /// How long connecting may take.
    public var connectTimeout: Duration = .seconds(15)
    /// How long delivering one mail may take.
    public var timeout: Duration = .seconds(120)

    /// A server.
    public init(host: String, port: Int, security: Security) { (self.host, self.port, self.security) = (host, port, security) }

    /// Without the secrets.
    public var description: String { "MailServer(\(host):\(port))" }
}
