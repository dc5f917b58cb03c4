import CEpoll
import Glibc

/// Makes the socket the server listens on; a failure is named.
enum ListeningSocket {
    /// Connections the kernel keeps while the server has not taken them yet.
    private static let backlogConnections: Int32 = 1024

    /// A listening, non-blocking socket and its port.
    static func open(address: String, port: UInt16) throws(HTTPServerError) -> (descriptor: Int32, port: UInt16) {
        let place = address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
        guard var resolved = SocketAddress(address, port: port) else {
            throw HTTPServerError(.addressInvalid, "cannot listen on \(place): not an IPv4 or IPv6 address")
        }
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(resolved.family, type, 0)
        guard descriptor >= 0 else { throw failure(place) }
        var on: Int32 = 1
        // A restart must not wait for the connections of the last run to time out.
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        if resolved.family == AF_INET6 {
            setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &on, socklen_t(MemoryLayout<Int32>.size))
        }
        guard resolved.withPointer({ bind(descriptor, $0, $1) }) == 0, listen(descriptor, backlogConnections) == 0,
            let bound = boundPort(descriptor)
        else {
            let error = failure(place)
            close(descriptor)
            throw error
        }
        return (descriptor, bound)
    }

    private static func boundPort(_ descriptor: Int32) -> UInt16? {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &address) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard getsockname(descriptor, generic, &length) == 0 else { return nil }
                return SocketAddress.port(of: generic)
            }
        }
    }

    /// The error for what the last call left in `errno`.
    private static func failure(_ place: String) -> HTTPServerError {
        let reason = errno
        let code: HTTPServerError.Code =
            switch reason {
            case EADDRINUSE: .addressInUse
            case EADDRNOTAVAIL: .addressNotAvailable
            case EACCES, EPERM: .notPermitted
            default: .startFailed
            }
        return HTTPServerError(code, "cannot listen on \(place): \(String(cString: strerror(reason)))")
    }
}
