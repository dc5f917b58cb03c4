import Foundation
import Glibc
import Synchronization

/// Many connections that follow feeds, read by one thread: notes when each message of the benchmark arrived at each.
final class SubscriberSwarm: Sendable {
    /// Before the number of a message in what is told of it.
    private static let mark = Array("tiltak, Furubakken ".utf8)
    /// How often it is looked whether the swarm is over, milliseconds.
    private static let lookMilliseconds: Int32 = 100

    private struct Seen {
        /// When each connection got a message, by the message's number.
        var arrivals: [Int: [ContinuousClock.Instant]] = [:]
        var isOver = false
        var hasEnded = false
        /// Connections whose answer has begun.
        var answered = 0
    }
    private let seen = Mutex(Seen())

    /// Opens connections, each to one of the paths in turn, and begins to read.
    init(port: Int, paths: [String], token: String, count: Int) throws {
        Self.raiseLimit()
        var descriptors: [pollfd] = []
        for index in 0..<count {
            descriptors.append(
                pollfd(fd: try Self.open(port, paths[index % paths.count], token), events: Int16(POLLIN), revents: 0))
        }
        let opened = descriptors
        Thread.detachNewThread { [self] in read(opened) }
    }

    /// How many connections have got an answer.
    var answered: Int { seen.withLock { $0.answered } }

    /// When a message arrived at each connection that has it.
    func arrivals(_ number: Int) -> [ContinuousClock.Instant] { seen.withLock { $0.arrivals[number] ?? [] } }

    /// Waits until every message of a range has arrived so many times.
    func wait(for numbers: Range<Int>, times: Int) async throws {
        for number in numbers {
            let deadline = ContinuousClock.now + .seconds(120)
            while arrivals(number).count < times {
                guard ContinuousClock.now < deadline else {
                    throw BenchmarkFailure("message \(number) arrived at \(arrivals(number).count) of \(times) connections")
                }
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    /// Closes every connection.
    func end() async throws {
        seen.withLock { $0.isOver = true }
        while !seen.withLock({ $0.hasEnded }) { try await Task.sleep(for: .milliseconds(20)) }
    }

    private func read(_ opened: [pollfd]) {
        var descriptors = opened
        var rests = [[UInt8]](repeating: [], count: opened.count)
        var hasAnswer = [Bool](repeating: false, count: opened.count)
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while !seen.withLock({ $0.isOver }) {
            guard poll(&descriptors, nfds_t(descriptors.count), Self.lookMilliseconds) > 0 else { continue }
            for index in descriptors.indices where descriptors[index].revents != 0 {
                let count = recv(descriptors[index].fd, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                guard count > 0 else {
                    if count == 0 { descriptors[index].fd = -1 - descriptors[index].fd }
                    continue
                }
                if !hasAnswer[index] {
                    hasAnswer[index] = true
                    seen.withLock { $0.answered += 1 }
                }
                rests[index] += buffer[0..<count]
                take(&rests[index], at: .now)
            }
        }
        for descriptor in descriptors { close(descriptor.fd >= 0 ? descriptor.fd : -1 - descriptor.fd) }
        seen.withLock { $0.hasEnded = true }
    }

    /// Notes the messages of the whole lines, and keeps the rest.
    private func take(_ rest: inout [UInt8], at now: ContinuousClock.Instant) {
        guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return }
        for line in rest[...end].split(separator: UInt8(ascii: "\n")) where line.starts(with: Array("data:".utf8)) {
            // A new case has the same number in its title: the letter is the one that counts.
            guard let found = line.firstRange(of: Self.mark) else { continue }
            let digits = line[found.upperBound...].prefix { (48...57).contains($0) }
            guard let number = Int(String(decoding: digits, as: UTF8.self)) else { continue }
            seen.withLock { $0.arrivals[number, default: []].append(now) }
        }
        rest.removeSubrange(...end)
    }

    private static func open(_ port: Int, _ path: String, _ token: String) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw BenchmarkFailure("no more sockets: \(String(cString: strerror(errno)))") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else { throw BenchmarkFailure("cannot connect: \(String(cString: strerror(errno)))") }
        let head =
            "GET \(path) HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer \(token)\r\n\r\n"
        let bytes = Array(head.utf8)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw BenchmarkFailure("cannot ask: \(String(cString: strerror(errno)))")
        }
        return descriptor
    }

    /// As many open files as the system allows.
    private static func raiseLimit() {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(resource, &limit)
    }
}
