import CMicroHTTPD
import Glibc

/// Hands an answer over to libmicrohttpd, on the connection's own thread.
enum QueuedResponse {
    /// What libmicrohttpd takes as "no length".
    private static let unknownLength = UInt64.max
    /// How much is asked of a stream at once for a peer of HTTP/1.0; later versions get chunks as large as the connection's buffer.
    private static let blockBytes = 16 * 1024

    /// Queues the answer; false when the connection must be closed without one. `isLast` closes the connection after it.
    static func queue(_ response: HTTPResponse, on connection: Connection, isHead: Bool, isLast: Bool) -> Bool {
        guard let made = make(response, isLast: isLast) ?? make(unsendable, isLast: isLast) else { return false }
        defer { MHD_destroy_response(made.pointer) }
        // Of a chunked answer to HEAD libmicrohttpd sends the last chunk, which the peer takes for the next answer.
        if isHead, case .stream(let stream) = response.body, stream.length == nil { sak_mhd_end_with_connection(made.pointer) }
        return MHD_queue_response(connection.pointer, UInt32(made.status), made.pointer) == .YES
    }

    private static let unsendable = HTTPResponse.problem(status: 500, detail: "the answer could not be written")

    /// nil when a status, a field or the body is not one that can be sent.
    private static func make(_ response: HTTPResponse, isLast: Bool) -> (pointer: OpaquePointer, status: Int)? {
        guard (200...599).contains(response.status), let pointer = pointer(for: response.body) else { return nil }
        for field in response.headers.all where !isServersOwn(field.name) {
            // libmicrohttpd refuses line breaks and empty names, but would cut at a NUL.
            guard !field.name.utf8.contains(0), !field.value.utf8.contains(0),
                MHD_add_response_header(pointer, field.name, field.value) == .YES
            else {
                MHD_destroy_response(pointer)
                return nil
            }
        }
        if isLast { _ = MHD_add_response_header(pointer, "Connection", "close") }
        return (pointer, response.status)
    }

    /// Framing is libmicrohttpd's; what a forwarded answer says about it is not true any more.
    static func isServersOwn(_ name: String) -> Bool {
        HTTPFields.isSameName(name, "Content-Length") || HTTPFields.isSameName(name, "Transfer-Encoding")
    }

    private static func pointer(for body: HTTPBody) -> OpaquePointer? {
        switch body {
        case .empty: return MHD_create_response_from_buffer(0, nil, .RESPMEM_PERSISTENT)
        case .bytes(let bytes):
            return bytes.withUnsafeBytes { buffer in
                // Copied, not written to: the parameter only lacks its const.
                MHD_create_response_from_buffer(buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress), .RESPMEM_MUST_COPY)
            }
        case .file(let file, let offset, let length):
            // libmicrohttpd closes the descriptor it is given; the file keeps its own.
            let descriptor = fcntl(file.descriptor, F_DUPFD_CLOEXEC, 0)
            guard descriptor >= 0 else { return nil }
            guard let pointer = MHD_create_response_from_fd_at_offset64(length, descriptor, offset) else {
                close(descriptor)
                return nil
            }
            return pointer
        case .stream(let stream):
            let context = Unmanaged.passRetained(stream).toOpaque()
            let length = stream.length ?? unknownLength
            guard let pointer = MHD_create_response_from_callback(length, blockBytes, fillFromStream, context, releaseStream) else {
                releaseStream(context)
                return nil
            }
            return pointer
        }
    }
}

/// libmicrohttpd wants bytes of a stream. -1 ends the body, -2 breaks it, 0 after suspending waits.
private func fillFromStream(
    _ context: UnsafeMutableRawPointer?, _ position: UInt64, _ buffer: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> Int {
    guard let context, let buffer else { return -2 }
    let stream = Unmanaged<HTTPStream>.fromOpaque(context).takeUnretainedValue()
    return switch stream.fill(UnsafeMutableRawBufferPointer(start: buffer, count: capacity)) {
    case .bytes(let count): count
    case .suspended: 0
    case .end: -1
    case .broken: -2
    }
}

/// libmicrohttpd has done with the response: the one place that releases its hold on the stream.
private func releaseStream(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<HTTPStream>.fromOpaque(context).release()
}
