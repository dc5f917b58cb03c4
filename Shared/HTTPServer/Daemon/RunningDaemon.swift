import Glibc

/// The server's threads from their start to their stop.
///
/// `@unchecked Sendable`: the threads are joined by ``stop()`` only, which is called once.
struct RunningDaemon: @unchecked Sendable {
    private let listeningSocket: Int32
    private let loops: [EventLoop]
    private let threads: [pthread_t]

    /// Starts the threads; they own the socket from now on.
    init(_ core: ServerCore, listeningSocket: Int32) throws(HTTPServerError) {
        self.listeningSocket = listeningSocket
        var loops: [EventLoop] = []
        var threads: [pthread_t] = []
        do throws(HTTPServerError) {
            for _ in 0..<max(1, core.configuration.threads) { loops.append(try EventLoop(core)) }
            loops[0].acceptor = Acceptor(core, listeningSocket: listeningSocket, loops: loops)
            core.accepts(on: loops[0])
            for loop in loops { threads.append(try Self.start(loop)) }
        } catch {
            Self.end(loops, threads)
            close(listeningSocket)
            throw error
        }
        (self.loops, self.threads) = (loops, threads)
    }

    /// Closes the listening socket and every connection and joins the threads.
    func stop() {
        Self.end(loops, threads)
        close(listeningSocket)
    }

    private static func end(_ loops: [EventLoop], _ threads: [pthread_t]) {
        for loop in loops { loop.stop() }
        for thread in threads { pthread_join(thread, nil) }
        // Loop and acceptor know each other.
        for loop in loops { loop.acceptor = nil }
    }

    private static func start(_ loop: EventLoop) throws(HTTPServerError) -> pthread_t {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(loop)
        let failure = pthread_create(&thread, nil, serve, context.toOpaque())
        guard failure == 0 else {
            context.release()
            throw HTTPServerError(.startFailed, "cannot start a thread: \(String(cString: strerror(failure)))")
        }
        return thread
    }
}

/// A thread's whole life; the one place that releases its hold on the loop.
private func serve(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<EventLoop>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
