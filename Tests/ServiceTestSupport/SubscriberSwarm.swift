import Foundation
import Glibc
import Synchronization

/// Many connections that follow feeds, opened and read by one thread of its own: notes when what is told arrives at each.
public final class SubscriberSwarm: Sendable {
    /// Something that arrived.
    public struct Arrival: Sendable {
        /// At which connection, from 0.
        public let connection: Int
        /// When.
        public let at: ContinuousClock.Instant
    }

    /// How many open files this process may have at most; a swarm takes one for each connection.
    public static var limitOpenFiles: Int {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return 0 }
        return Int(clamping: limit.rlim_max)
    }

    /// How often it is looked whether the swarm is over, milliseconds.
    private static let lookMilliseconds: Int32 = 100
    private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

    private struct Seen {
        var arrivals: [Int: [Arrival]] = [:]
        var isOver = false
        var hasEnded = false
        var answered = 0
        var refused = 0
        var closed = 0
        var failure: Unexpected?
    }
    private let seen = Mutex(Seen())
    private let number: @Sendable (ArraySlice<UInt8>) -> Int?

    /// Opens connections, each to one of the paths in turn, and reads.
    ///
    /// - Parameter number: which message a `data:` line is, nil for one that does not count.
    public init(port: Int, paths: [String], token: String, count: Int, number: @escaping @Sendable (ArraySlice<UInt8>) -> Int?) {
        self.number = number
        Thread.detachNewThread { [self] in
            defer { seen.withLock { $0.hasEnded = true } }
            Self.raiseLimit()
            var descriptors: [pollfd] = []
            defer { for one in descriptors { close(one.fd >= 0 ? one.fd : -1 - one.fd) } }
            do throws(Unexpected) {
                for index in 0..<count where !seen.withLock({ $0.isOver }) {
                    let descriptor = try Self.open(port, paths[index % paths.count], token)
                    descriptors.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
                }
                read(&descriptors)
            } catch {
                seen.withLock { $0.failure = error }
            }
        }
    }

    /// How many connections have got an answer of status 200.
    public var answered: Int { seen.withLock { $0.answered } }
    /// How many have got another answer.
    public var refused: Int { seen.withLock { $0.refused } }
    /// How many were closed by the service.
    public var closed: Int { seen.withLock { $0.closed } }
    /// Why not all could be opened.
    public var failure: Unexpected? { seen.withLock { $0.failure } }

    /// What arrived of a message, in order.
    public func arrivals(_ number: Int) -> [Arrival] { seen.withLock { $0.arrivals[number] ?? [] } }

    /// Closes every connection.
    public func end() async throws {
        seen.withLock { $0.isOver = true }
        try await eventually("the end of the swarm") { seen.withLock { $0.hasEnded } ? true : nil }
    }

    private func read(_ descriptors: inout [pollfd]) {
        var rests = [[UInt8]](repeating: [], count: descriptors.count)
        var hasAnswer = [Bool](repeating: false, count: descriptors.count)
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while !seen.withLock({ $0.isOver }) {
            guard poll(&descriptors, nfds_t(descriptors.count), Self.lookMilliseconds) > 0 else { continue }
            for index in descriptors.indices where descriptors[index].revents != 0 {
                let count = recv(descriptors[index].fd, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                guard count > 0 else {
                    // Interrupted or nothing there after all: poll says when there is.
                    if count < 0, errno == EAGAIN || errno == EINTR { continue }
                    descriptors[index].fd = -1 - descriptors[index].fd
                    seen.withLock { $0.closed += 1 }
                    continue
                }
                rests[index] += buffer[0..<count]
                if !hasAnswer[index], rests[index].contains(UInt8(ascii: "\n")) {
                    hasAnswer[index] = true
                    let isTaken = rests[index].starts(with: Array("HTTP/1.1 200 ".utf8))
                    seen.withLock { isTaken ? ($0.answered += 1) : ($0.refused += 1) }
                }
                take(&rests[index], of: index, at: .now)
            }
        }
    }

    /// Notes the messages of the whole lines, and keeps the rest.
    private func take(_ rest: inout [UInt8], of connection: Int, at now: ContinuousClock.Instant) {
        guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return }
        for line in rest[...end].split(separator: UInt8(ascii: "\n")) where line.starts(with: Array("data:".utf8)) {
            guard let number = number(line) else { continue }
            seen.withLock { $0.arrivals[number, default: []].append(Arrival(connection: connection, at: now)) }
        }
        rest.removeSubrange(...end)
    }

    private static func open(_ port: Int, _ path: String, _ token: String) throws(Unexpected) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw failure("no more sockets") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(clamping: port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        let head =
            "GET \(path) HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer \(token)\r\n\r\n"
        let bytes = Array(head.utf8)
        guard connected == 0, send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            let error = failure("cannot ask")
            close(descriptor)
            throw error
        }
        return descriptor
    }

    private static func failure(_ what: String) -> Unexpected { Unexpected(description: "\(what): \(String(cString: strerror(errno)))") }

    /// As many open files as the system allows.
    private static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        // Refused: the first socket too many says so.
        _ = setrlimit(resource, &limit)
    }
}
