import Glibc

/// A thread of our own, for calls that block: Swift's cooperative pool must never wait for a disk.
enum OwnThread {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a detached thread that ends when `body` returns.
    ///
    /// - Parameter name: what `ps -L` shows; the system keeps 15 bytes of it.
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) throws {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        // Released by the thread itself, or below when there is no thread.
        let context = Unmanaged.passRetained(
            Body {
                nameCurrentThread(name)
                body()
            })
        let code = pthread_create(
            &thread, &attributes,
            { pointer in
                if let pointer { Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        guard code == 0 else {
            context.release()
            throw LogError(.unavailable, "no thread for \(name): \(String(cString: strerror(code)))")
        }
    }

    /// Glibc's own call for it is not visible from Swift. A thread without a name works as well.
    private static func nameCurrentThread(_ name: String) {
        let descriptor = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        let bytes = Array(name.utf8.prefix(15))
        _ = write(descriptor, bytes, bytes.count)
        close(descriptor)
    }
}
