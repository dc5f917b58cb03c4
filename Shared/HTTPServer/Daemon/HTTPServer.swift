import Dispatch
import Synchronization

/// An HTTP/1.1 server. Requests are read, by the letter of RFC 9112, and answers written by a few threads of its own (``EventLoop``); each
/// handler runs in a Swift task meanwhile. What is no message is answered 400, once, and its connection is closed.
///
/// Refused before a body is read: a target that is none (400), an unknown path or method (404, 405), a body over the limit (413) or packed (415), a
/// head over the limit (431), everything while stopping (503). TLS is a proxy's task.
public final class HTTPServer: Sendable {
    private let core: ServerCore
    private let daemon = Mutex(Daemon.none)

    private enum Daemon {
        case none
        case running(RunningDaemon)
        case stopped
    }

    /// A server for the routes of a router.
    public convenience init(configuration: HTTPServerConfiguration, router: Router) {
        self.init(ServerCore(configuration, dispatch: router.dispatch))
    }

    /// A server with one handler for everything.
    public convenience init(configuration: HTTPServerConfiguration, handler: @escaping HTTPHandler) {
        self.init(ServerCore(configuration) { .whole($0, maximumBodyBytes: nil, handler) })
    }

    private init(_ core: ServerCore) { self.core = core }

    deinit {
        // A server that was never stopped is stopped hard; joining its threads must not hold up whoever let go of it.
        let running = daemon.withLock { if case .running(let running) = $0 { running } else { nil as RunningDaemon? } }
        guard let running else { return }
        DispatchQueue.global().async { [core] in
            core.abortAll()
            running.stop()
        }
    }

    /// Binds the address and begins to serve; once. Returns the port. Throws ``HTTPServerError``.
    @discardableResult
    public func start() throws(HTTPServerError) -> UInt16 {
        let configuration = core.configuration
        let result: Result<UInt16, HTTPServerError> = daemon.withLock { daemon in
            guard case .none = daemon else { return .failure(HTTPServerError(.alreadyStarted, "this server was started before")) }
            do throws(HTTPServerError) {
                let (descriptor, port) = try ListeningSocket.open(address: configuration.address, port: configuration.port)
                daemon = .running(try RunningDaemon(core, listeningSocket: descriptor))
                return .success(port)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Stops serving. New requests are answered 503 from now on; those under way get `grace` to finish, then they are cut off.
    /// Streams that end at a drain are ended at once. Returns when every thread of the server has ended; a handler that ignores its
    /// cancellation may still run.
    public func stop(grace: Duration) async {
        let running = daemon.withLock { daemon in
            guard case .running(let running) = daemon else { return nil as RunningDaemon? }
            daemon = .stopped
            return running
        }
        guard let running else { return }
        core.drain()
        let deadline = ContinuousClock.now + grace
        while core.exchangeCount > 0, ContinuousClock.now < deadline, !Task.isCancelled {
            // Cancelled while asleep: the loop's condition ends it, and the rest is cut off.
            try? await Task.sleep(for: .milliseconds(5))
        }
        await withCheckedContinuation { continuation in
            // Joins threads: not on Swift's cooperative pool.
            DispatchQueue.global().async { [core] in
                core.abortAll()
                running.stop()
                continuation.resume()
            }
        }
    }
}
