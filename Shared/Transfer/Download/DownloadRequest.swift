/// A file to be fetched, by https, http or sftp.
public struct DownloadRequest: Sendable {
    /// Where a download that an earlier process began goes on.
    public struct Continuation: Sendable, Hashable, Codable {
        /// How many bytes the sink has, from the file's beginning.
        public var receivedBytes: Int64
        /// Which version they are of.
        public var version: DownloadVersion

        /// A place to go on from.
        public init(receivedBytes: Int64, version: DownloadVersion) { (self.receivedBytes, self.version) = (receivedBytes, version) }
    }

    /// The whole URL.
    public var url: String
    /// Header fields, for HTTP.
    public var headers: HTTPClientHeaders
    /// Where it may go; nil for a server that the operator named.
    public var policy: TransferPolicy?
    /// How the request is signed, for S3.
    public var signature: AWSSignature?
    /// The login, for sftp.
    public var login: SFTPLogin?
    /// Limits for all attempts together; ``TransferLimits/maximumBytes`` is the whole file's.
    public var limits = TransferLimits.file
    /// How often a transfer that breaks is taken up again before the download fails.
    public var maximumResumes = 3
    /// How long to wait before it is taken up again.
    public var resumeDelay: Duration = .seconds(1)
    /// Where to go on; nil begins at the beginning.
    public var continuing: Continuation?

    /// A download with the default limits, under a policy.
    public init(url: String, policy: TransferPolicy?, headers: HTTPClientHeaders = HTTPClientHeaders()) {
        (self.url, self.policy, self.headers) = (url, policy, headers)
    }
}

/// What a download came to.
public struct DownloadedFile: Sendable, Hashable {
    /// The whole file's size in bytes, earlier parts included.
    public let bytes: Int64
    /// Which version it is.
    public let version: DownloadVersion?
    /// The media type the server gave; nothing to rely on.
    public let mediaType: String?
    /// Which URL gave it, after redirects.
    public let url: String
    /// How often the transfer was taken up again.
    public let resumes: Int
}
