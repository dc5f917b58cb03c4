import Glibc

/// A blocking connection that sends exactly what a test writes. Every wait ends with an error after thirty seconds.
final class RawSocket {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let descriptor: Int32
    private var received: [UInt8] = []

    /// From another address of this machine where one is given: 127.0.0.0/8 is all its own.
    init(port: UInt16, from source: UInt32? = nil, receiveBufferBytes: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBufferBytes { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size)) }
        setWait(seconds: 30)
        if let source {
            var own = Self.address(source, port: 0)
            let bound = withUnsafePointer(to: &own) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard bound == 0 else { throw Failure(description: "bind: \(String(cString: strerror(errno)))") }
        }
        var address = Self.address(0x7F00_0001, port: port)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(description: "connect: \(String(cString: strerror(errno)))") }
    }

    private static func address(_ number: UInt32, port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        (address.sin_family, address.sin_port) = (sa_family_t(AF_INET), port.bigEndian)
        address.sin_addr.s_addr = number.bigEndian
        return address
    }

    deinit { close(descriptor) }

    func setWait(seconds: Int) {
        var wait = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw Failure(description: "send: \(String(cString: strerror(errno)))") }
            rest = rest.dropFirst(count)
        }
    }

    /// Sends until the peer takes nothing more for 300 ms; how much it took.
    func sendUntilHeldBack(_ piece: [UInt8], atMostBytes limit: Int) -> Int {
        var (sent, silence) = (0, 0)
        while sent < limit, silence < 30 {
            let count = piece.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if count > 0 {
                (sent, silence) = (sent + count, 0)
            } else {
                silence += 1
                usleep(10_000)
            }
        }
        return sent
    }

    /// Whether anything comes, the end included, in this time.
    func hasSomething(withinMilliseconds time: Int32) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, time) > 0
    }

    /// One more piece of what comes; nil at the end.
    private func receive() throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count >= 0 else { throw Failure(description: "recv: \(String(cString: strerror(errno)))") }
        return count == 0 ? nil : Array(buffer[..<count])
    }

    /// Everything until the peer ends the connection.
    func readToEnd() throws -> String {
        while let piece = try receive() { received += piece }
        defer { received = [] }
        return String(decoding: received, as: UTF8.self)
    }

    /// Everything up to and with this text.
    func read(through mark: String) throws -> String {
        let mark = Array(mark.utf8)
        while true {
            if let range = received.firstRange(of: mark) {
                defer { received.removeSubrange(..<range.upperBound) }
                return String(decoding: received[..<range.upperBound], as: UTF8.self)
            }
            guard let piece = try receive() else {
                throw Failure(description: "ended after: \(String(decoding: received, as: UTF8.self))")
            }
            received += piece
        }
    }

    func read(count: Int) throws -> [UInt8] {
        while received.count < count {
            guard let piece = try receive() else { throw Failure(description: "ended after \(received.count) of \(count) bytes") }
            received += piece
        }
        defer { received.removeFirst(count) }
        return Array(received[..<count])
    }

    /// An answer with a `Content-Length`, or without a body.
    func readResponse(hasBody: Bool = true) throws -> RawResponse {
        let head = try read(through: "\r\n\r\n")
        var response = RawResponse(head: head)
        if hasBody, let length = response["Content-Length"].flatMap({ Int($0) }) {
            response.body = String(decoding: try read(count: length), as: UTF8.self)
        }
        return response
    }

    func closeForWriting() { shutdown(descriptor, Int32(SHUT_WR)) }
}

/// An answer as it came.
struct RawResponse: Sendable {
    let status: Int
    let head: String
    var body = ""

    init(head: String) {
        self.head = head
        status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }

    subscript(name: String) -> String? {
        for line in head.split(separator: "\r\n").dropFirst() {
            let halves = line.split(separator: ":", maxSplits: 1)
            if halves.count == 2, halves[0].lowercased() == name.lowercased() { return halves[1].trimmingPrefix(" ").description }
        }
        return nil
    }
}
