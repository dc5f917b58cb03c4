/// Where a download goes: a file, as a rule. One call at a time; the peer is held back while a call takes its time.
public protocol DownloadSink: Sendable {
    /// Bytes are about to come from `head.offset` on. What was written up to there is kept; what lies behind is to be forgotten: a download
    /// that broke goes on, or begins again at 0 because the server has another version or gives no parts.
    func begin(_ head: DownloadHead) async throws

    /// The next bytes.
    func write(_ bytes: [UInt8]) async throws
}

/// What is known before the bytes come.
public struct DownloadHead: Sendable, Hashable {
    /// Where the bytes that come belong.
    public let offset: Int64
    /// How large the whole file is, in bytes; nil when the server does not say, or sends it compressed.
    public let totalBytes: Int64?
    /// How to know the same version again, after a restart too: for ``DownloadRequest/continuing``. Nil when it cannot be continued.
    public let version: DownloadVersion?
    /// The media type the server gives; nothing to rely on.
    public let mediaType: String?
}

/// Which version of a file a server gave.
public enum DownloadVersion: Sendable, Hashable, Codable {
    /// A strong entity tag (RFC 9110, 8.8.3), in its quotes.
    case entityTag(String)
    /// The date of the last change as the server writes it, and the size in bytes.
    case modified(String, bytes: Int64)
}
