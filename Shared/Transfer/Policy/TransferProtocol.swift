/// What a URL may begin with; nothing else of what libcurl speaks is ever used.
public enum TransferProtocol: String, Hashable, Sendable, CaseIterable {
    /// HTTP without TLS.
    case http
    /// HTTP with TLS.
    case https
    /// Files over SSH.
    case sftp
}
