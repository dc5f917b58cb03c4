/// Why a streamed request body did not come to its proper end.
public enum HTTPBodyError: Error, Hashable, Sendable {
    /// The peer went away, was silent for too long, or sent a malformed body.
    case peerGone
    /// More came than the route allows; the peer is answered 413 whatever the handler says.
    case tooLarge(limitBytes: Int64)
    /// The reading task was cancelled.
    case cancelled
    /// The server stopped.
    case serverStopped
}
