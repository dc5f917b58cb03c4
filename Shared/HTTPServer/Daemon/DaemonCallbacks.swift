import CMicroHTTPD
import Glibc

/// The functions libmicrohttpd calls on its own threads. Their context is the ``ServerCore``, which outlives the daemon; what they
/// keep per request is a retained ``Exchange``, made with the request line and released when the completion is notified, and nowhere
/// else.
enum DaemonCallbacks {
    /// The request line was read: the raw target, before anything is split or decoded.
    static let target: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?) -> UnsafeMutableRawPointer? = {
        context, target, connection in
        guard let context, let connection else { return nil }
        let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
        let exchange = Exchange(core, target: target.map { String(cString: $0) } ?? "", connection: Connection(pointer: connection))
        return Unmanaged.passRetained(exchange).toOpaque()
    }

    /// The head, a piece of the body, or the end of the request.
    static let handler: MHD_AccessHandlerCallback = { _, connection, _, method, _, piece, pending, request in
        guard let connection, let pending, let exchange = request?.pointee else { return .NO }
        return Unmanaged<Exchange>.fromOpaque(exchange).takeUnretainedValue().handle(
            Connection(pointer: connection), method: method, piece: piece, pending: &pending.pointee)
    }

    /// The request is over, answered or not.
    static let completed: MHD_RequestCompletedCallback = { _, _, request, reason in
        guard let request, let exchange = request.pointee else { return }
        request.pointee = nil
        Unmanaged<Exchange>.fromOpaque(exchange).takeRetainedValue().completed(isComplete: reason == .REQUEST_TERMINATED_COMPLETED_OK)
    }

    /// Leaves paths and queries as they came: they are decoded segment by segment later.
    static let unescape: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<CChar>?) -> Int = { _, _, text in
        text.map { strlen($0) } ?? 0
    }
}
