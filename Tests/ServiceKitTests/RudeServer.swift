import Glibc
import Synchronization

/// Accepts connections, takes what comes first, and hangs up without an answer, as a process that dies in the middle does.
final class RudeServer: Sendable {
    struct CannotListen: Error {}

    let port: UInt16
    private let listener: Int32
    private let counter = Counted()

    private final class Counted: Sendable {
        let value = Atomic<Int>(0)
    }

    /// How often somebody came.
    var visits: Int { counter.value.load(ordering: .sequentiallyConsistent) }

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && listen(descriptor, 8) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard isBound else { throw CannotListen() }
        port = UInt16(bigEndian: address.sin_port)
        let counter = counter
        let serve: @Sendable () -> Void = {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else {
                    // By whoever accepts: closed by another thread, its number could be another server's at the next accept.
                    close(descriptor)
                    return
                }
                counter.value.add(1, ordering: .sequentiallyConsistent)
                _ = read(connection, &buffer, buffer.count)
                close(connection)
            }
        }
        Detached.run(serve)
    }

    /// Stops listening.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }
}

/// A thread of its own for code that blocks.
enum Detached {
    private final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    static func run(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Box(body)).toOpaque()
        let result = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, context)
        precondition(result == 0, "no thread")
        pthread_detach(thread)
    }
}
