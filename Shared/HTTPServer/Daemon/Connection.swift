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

    /// Cuts the peer off: both directions end, and libmicrohttpd notices at once.
    func shutDown() { shutdown(sak_mhd_socket(pointer), Int32(SHUT_RDWR)) }
}
