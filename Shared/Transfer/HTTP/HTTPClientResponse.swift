/// An answer with its whole body.
public struct HTTPClientResponse: Sendable {
    /// The status code.
    public let status: Int
    /// The header fields.
    public let headers: HTTPClientHeaders
    /// The body.
    public let body: [UInt8]
    /// Which URL answered, after redirects.
    public let url: String
}

/// An answer whose body is read as it comes.
public struct HTTPClientStream: Sendable {
    /// The status code.
    public let status: Int
    /// The header fields.
    public let headers: HTTPClientHeaders
    /// Which URL answered, after redirects.
    public let url: String
    /// The body, once, by one reader. Letting go of it ends the transfer.
    public let body: HTTPClientBody
    /// What is known of the file when it comes over SSH.
    let file: RemoteFile?
}
