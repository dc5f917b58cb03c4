import Glibc
import Waiting

/// A listening socket whose answers a test writes itself. Every wait ends after thirty seconds.
final class RawListener: @unchecked Sendable {
    // `@unchecked Sendable`: the descriptor never changes; the kernel orders its uses.
    let port: UInt16
    private let descriptor: Int32

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw Failure(description: "bind: \(String(cString: strerror(errno)))") }
        (self.descriptor, port) = (descriptor, UInt16(bigEndian: address.sin_port))
        var wait = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    }

    /// On a path instead of a port.
    init(unixPath: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        port = 0
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: unixPath.utf8) }
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 && listen(descriptor, 16) == 0
            }
        }
        guard isBound else { throw Failure(description: "bind \(unixPath): \(String(cString: strerror(errno)))") }
    }

    deinit { close(descriptor) }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The next connection.
    func accept() throws -> RawPeer {
        let peer = Glibc.accept(descriptor, nil, nil)
        guard peer >= 0 else { throw Failure(description: "accept: \(String(cString: strerror(errno)))") }
        var wait = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        return RawPeer(descriptor: peer)
    }

    /// Takes one connection on a thread of its own and answers its first request with these bytes, then closes it.
    func answerOnce(_ bytes: String) async throws {
        try await offPool {
            let peer = try self.accept()
            _ = try peer.readHead()
            peer.send(bytes)
        }
    }
}

/// One accepted connection; closed when nobody holds it.
final class RawPeer {
    private let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { Glibc.close(descriptor) }

    /// A request's head.
    func readHead() throws -> String {
        var head = ""
        var byte: UInt8 = 0
        while !head.hasSuffix("\r\n\r\n") {
            guard recv(descriptor, &byte, 1, 0) == 1 else { throw RawListener.Failure(description: "ended after: \(head)") }
            head.unicodeScalars.append(Unicode.Scalar(byte))
        }
        return head
    }

    /// Waits for the end of what the client sends.
    func waitForEnd() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while recv(descriptor, &buffer, buffer.count, 0) > 0 {}
    }

    /// That many bytes.
    func read(_ count: Int) throws -> String {
        var buffer = [UInt8](repeating: 0, count: count)
        let got = recv(descriptor, &buffer, count, Int32(MSG_WAITALL))
        guard got == count else { throw RawListener.Failure(description: "\(got) bytes instead of \(count)") }
        return String(decoding: buffer, as: UTF8.self)
    }

    /// Ends both directions; the descriptor goes with the peer.
    func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Whether the client has gone, asked for that many seconds.
    func isGone(after seconds: Int32) -> Bool {
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, seconds * 1000) > 0
    }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}
