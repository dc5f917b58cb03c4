import CMicroHTTPD
import Glibc

/// libmicrohttpd's daemon from its start to its stop.
///
/// `@unchecked Sendable`: the pointer is used by ``stop()`` only, which is called once.
struct RunningDaemon: @unchecked Sendable {
    private let pointer: OpaquePointer
    private let core: Unmanaged<ServerCore>

    /// Starts the threads; they own the socket from now on.
    init(_ core: ServerCore, listeningSocket: Int32) throws(HTTPServerError) {
        let configuration = core.configuration
        let retained = Unmanaged.passRetained(core)
        // A connection's memory holds the request's head, the buffer for its body and the answer's head: twice the head's limit
        // leaves room.
        let started = sak_mhd_start(
            listeningSocket, UInt32(configuration.threads), UInt32(configuration.connectionLimit), configuration.idleTimeoutSeconds,
            max(configuration.maximumHeaderBytes * 2, 16 * 1024), DaemonCallbacks.handler, retained.toOpaque(), DaemonCallbacks.target,
            DaemonCallbacks.completed, DaemonCallbacks.unescape)
        guard let started else {
            let reason = String(cString: strerror(errno))
            close(listeningSocket)
            retained.release()
            throw HTTPServerError(.startFailed, "libmicrohttpd did not start: \(reason)")
        }
        (pointer, self.core) = (started, retained)
    }

    /// Closes the listening socket and every connection and joins the threads. Nothing may be suspended any more: libmicrohttpd ends
    /// the process when something is (``ServerCore/abortAll()`` comes first).
    func stop() {
        MHD_stop_daemon(pointer)
        core.release()
    }
}
