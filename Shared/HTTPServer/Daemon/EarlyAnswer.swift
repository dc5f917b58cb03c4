import CMicroHTTPD
import Glibc

/// An answer written past libmicrohttpd, while a body it refuses is still coming.
///
/// libmicrohttpd takes no answer in the middle of a body, and after one at its beginning it closes the socket with the body unread:
/// the kernel then sends a reset, and a peer that was still writing never sees why it was refused. So the answer is written here, our
/// direction is closed, and the body is read on for a while (`maximumDiscardedBytes`).
enum EarlyAnswer {
    /// Writes the answer; false when it could not be written whole at once, or is of a kind that cannot be written here.
    static func send(_ response: HTTPResponse, on connection: Connection) -> Bool {
        guard let bytes = serialised(response) else { return false }
        let socket = sak_mhd_socket(connection.pointer)
        // Nothing of this answer was sent before, so a small one fits into the socket's buffer.
        guard Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)) == bytes.count else {
            return false
        }
        shutdown(socket, Int32(SHUT_WR))
        return true
    }

    private static func serialised(_ response: HTTPResponse) -> [UInt8]? {
        let body: [UInt8]
        switch response.body {
        case .empty: body = []
        case .bytes(let bytes): body = bytes
        case .file: return nil
        case .stream(let stream):
            stream.detach()
            return nil
        }
        var head = "HTTP/1.1 \(response.status) \(HTTPResponse.reasonPhrase(response.status))\r\n"
        for field in response.headers.all where !QueuedResponse.isServersOwn(field.name) && !HTTPFields.isSameName(field.name, "Connection")
        {
            guard !(field.name + field.value).utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else { return nil }
            head += "\(field.name): \(field.value)\r\n"
        }
        head += "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        return Array(head.utf8) + body
    }
}
