import CMicroHTTPD
import Glibc

/// libmicrohttpd's connection, as long as a request is under way on it.
///
/// `@unchecked Sendable`: the pointer stays valid until the request's completion is notified, and whoever holds one gives it up then,
/// under the same lock under which it is used. Suspending happens on the connection's own thread only; resuming is allowed from any
/// thread.
struct Connection: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Takes the connection out of its thread's loop. Only inside a callback, and once until ``resume()``.
    func suspend() { MHD_suspend_connection(pointer) }

    /// Puts the connection back; its callback is called again. Exactly once for each ``suspend()``: one too many makes the next one void.
    func resume() { MHD_resume_connection(pointer) }

    /// The peer sends nothing more and everything it sent was read. libmicrohttpd does not see an end that arrives together with the
    /// last bytes (it waits for another edge of epoll, which never comes) and would wait for the idle time to pass.
    var peerHasEnded: Bool {
        var byte: UInt8 = 0
        return recv(sak_mhd_socket(pointer), &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 0
    }

    /// Cuts the peer off: both directions end, and libmicrohttpd notices at once.
    func shutDown() { shutdown(sak_mhd_socket(pointer), Int32(SHUT_RDWR)) }
}
