/// An answer with its whole body.
public struct HTTPClientResponse: Sendable {
    /// The status code.
    public let status: Int
    /// The header fields.
    public let headers: HTTPClientHeaders
    /// The body.
    public let body: [UInt8]
}

/// An answer whose body is read as it comes.
public struct HTTPClientStream: Sendable {
    /// The status code.
    public let status: Int
    /// The header fields.
    public let headers: HTTPClientHeaders
    /// The body, once, by one reader. Letting go of it ends the transfer.
    public let body: HTTPClientBody
}
