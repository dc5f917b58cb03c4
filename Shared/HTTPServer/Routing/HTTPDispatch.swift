/// What is decided about a request from its head alone, before a body is read.
enum HTTPDispatch: Sendable {
    /// Answered already.
    case answered(HTTPResponse)
    /// Read the whole body, up to a limit (nil: the server's own), then ask the handler.
    case whole(HTTPRequest, maximumBodyBytes: Int64?, HTTPHandler)
    /// Ask the handler now and feed it the body, up to a limit (nil: none).
    case streaming(HTTPRequest, maximumBodyBytes: Int64?, HTTPStreamingHandler)
}
