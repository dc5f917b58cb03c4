import Foundation
import Glibc
import ServiceTestSupport

/// A client that asks for a stream and never reads a byte of it.
struct SilentPeer {
    private let descriptor: Int32

    init(_ service: RunningNotifications, path: String) throws {
        let port = UInt16(service.url.split(separator: ":").last.flatMap { Int($0) } ?? 0)
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        // As little as may be: what the kernel takes in for it is not waiting at the service.
        var small: Int32 = 4_096
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &small, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else { throw Unexpected(description: "cannot connect") }
        let token = try service.token(of: "saksbehandler")
        let head = "GET \(path) HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer \(token)\r\n\r\n"
        let sent = Array(head.utf8).withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, 0) }
        guard sent == head.utf8.count else { throw Unexpected(description: "cannot ask") }
    }

    func close() { _ = Glibc.close(descriptor) }
}
