import CEpoll
import Glibc

/// Takes connections from the listening socket, on the first loop's thread, and gives them to the loops in turn.
///
/// `@unchecked Sendable`: used by that thread alone, after it was made.
final class Acceptor: @unchecked Sendable {
    /// How many are taken before others have their turn.
    private static let limitAtOnce = 64

    let listeningSocket: Int32
    private let core: ServerCore
    private let loops: [EventLoop]
    private var next = 0
    /// Not watched: no room, or the system has no descriptor left.
    private(set) var isPaused = false

    init(_ core: ServerCore, listeningSocket: Int32, loops: [EventLoop]) {
        (self.core, self.listeningSocket, self.loops) = (core, listeningSocket, loops)
    }

    func watch(on epoll: Int32) {
        _ = sak_epoll_watch(epoll, listeningSocket, SAK_EPOLL_LISTENER)
        isPaused = false
    }

    /// Looks again whether there is room.
    func resume(on epoll: Int32) {
        if isPaused, !core.book.isFull { watch(on: epoll) }
    }

    /// Takes what waits. Without room it waits on in the kernel.
    func accept(on epoll: Int32) {
        for _ in 0..<Self.limitAtOnce {
            guard !core.book.isFull else { return pause(on: epoll) }
            var address = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let (descriptor, key, host) = withUnsafeMutablePointer(to: &address) { storage in
                storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                    let descriptor = sak_accept(listeningSocket, generic, &length)
                    guard descriptor >= 0 else { return (descriptor, nil as AddressKey?, "") }
                    return (descriptor, SocketAddress.key(of: generic), SocketAddress.host(of: generic))
                }
            }
            guard descriptor >= 0 else {
                switch errno {
                case EAGAIN: return
                // No descriptor or no memory: the next tick tries again.
                case EMFILE, ENFILE, ENOBUFS, ENOMEM: return pause(on: epoll)
                // The peer has gone while it waited.
                default: continue
                }
            }
            guard let key else {
                close(descriptor)
                continue
            }
            admit(descriptor, key, host)
        }
    }

    private func admit(_ descriptor: Int32, _ key: AddressKey, _ host: String) {
        let isLimited = core.configuration.isProxy?(host) != true
        guard case .entered = core.book.enter(key, isLimited: isLimited) else {
            // Reset: nothing of it is kept, not even its closing.
            var now = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
            close(descriptor)
            core.configuration.connectionObserver?(.addressLimit)
            return
        }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        loops[next].adopt(EventLoop.Arrival(descriptor: descriptor, remoteAddress: host, place: key))
        next = (next + 1) % loops.count
    }

    private func pause(on epoll: Int32) {
        _ = sak_epoll_forget(epoll, listeningSocket)
        isPaused = true
    }
}
