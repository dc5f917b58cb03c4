import CEpoll
import Glibc
import Synchronization

/// One thread and the connections it serves: it waits for their sockets, their handlers and their deadlines, and for
/// nothing else; short requests' handlers begin on it, and must not block.
///
/// `@unchecked Sendable`: everything but the mailbox is used by the loop's thread alone, from ``run()`` on.
final class EventLoop: @unchecked Sendable {
    /// A connection that was accepted for this loop.
    struct Arrival: Sendable {
        let descriptor: Int32
        let remoteAddress: String
        let place: AddressKey
    }

    /// How much one connection does before the others have their turn.
    static let limitStepsAtOnce = 32
    /// How long one connection's turn takes, with the handlers that begin in it, until the others have theirs.
    static let limitTurnNanoseconds: UInt64 = 2_000_000
    /// How often deadlines are looked at, in milliseconds.
    private static let tickMilliseconds: Int32 = 250
    private static let limitEventsAtOnce = 256

    private struct Mailbox {
        var arrivals: [Arrival] = []
        var woken: [Connection] = []
        var isLookedAgain = false
        var isStopped = false
        var isAsleep = false
        /// The thread has ended: nothing is taken any more.
        var isOver = false

        var isEmpty: Bool { arrivals.isEmpty && woken.isEmpty && !isLookedAgain && !isStopped }
    }

    let core: ServerCore
    /// Where every connection reads into and fills from, one after the other.
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
    /// The time in nanoseconds, as of the last waking.
    private(set) var now = EventLoop.clock()
    /// The field `Date`'s value.
    private(set) var date = ""
    /// Set for the loop that accepts.
    var acceptor: Acceptor?

    private let epoll: Int32
    private let bell: Int32
    private let mailbox = Mutex(Mailbox())
    /// By descriptor.
    private var connections: [Connection?] = []
    private var unfinished: [Connection] = []
    private var (nextTick, dateSecond) = (UInt64(0), time_t(0))

    init(_ core: ServerCore) throws(HTTPServerError) {
        self.core = core
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        bell = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        guard epoll >= 0, bell >= 0 else {
            throw HTTPServerError(.startFailed, "cannot wait for connections: \(String(cString: strerror(errno)))")
        }
        _ = sak_epoll_watch(epoll, bell, SAK_EPOLL_LISTENER)
    }

    deinit {
        if epoll >= 0 { Glibc.close(epoll) }
        if bell >= 0 { Glibc.close(bell) }
        scratch.deallocate()
    }

    // MARK: - Called from anywhere

    func post(_ connection: Connection) { leave { $0.woken.append(connection) } }

    func adopt(_ arrival: Arrival) {
        if !leave({ $0.arrivals.append(arrival) }) { Glibc.close(arrival.descriptor) }
    }

    /// There may be room for connections again.
    func lookAgain() { leave { $0.isLookedAgain = true } }

    /// Ends the loop; every connection is closed.
    func stop() { leave { $0.isStopped = true } }

    /// Leaves something in the mailbox; false when the loop has ended.
    @discardableResult private func leave(_ change: (inout Mailbox) -> Void) -> Bool {
        let (isTaken, mustRing) = mailbox.withLock { mailbox in
            guard !mailbox.isOver else { return (false, false) }
            change(&mailbox)
            defer { mailbox.isAsleep = false }
            return (true, mailbox.isAsleep)
        }
        if mustRing { eventfd_write(bell, 1) }
        return isTaken
    }

    // MARK: - The loop's thread

    /// Serves until ``stop()``.
    func run() {
        tellTime()
        acceptor?.watch(on: epoll)
        var events = [epoll_event](repeating: epoll_event(), count: Self.limitEventsAtOnce)
        while takeMail() {
            finishTurns()
            let count = epoll_wait(epoll, &events, Int32(events.count), unfinished.isEmpty && fallAsleep() ? Self.tickMilliseconds : 0)
            mailbox.withLock { $0.isAsleep = false }
            tellTime()
            for index in 0..<max(0, Int(count)) { handle(events[index]) }
            if now >= nextTick { tick() }
        }
        let late = mailbox.withLock { mailbox in
            defer { mailbox = Mailbox(isOver: true) }
            return mailbox.arrivals
        }
        for arrival in late { Glibc.close(arrival.descriptor) }
        for connection in connections { connection?.close() }
    }

    /// Another turn for this connection after the others had theirs.
    func later(_ connection: Connection) { unfinished.append(connection) }

    /// The connection has ended.
    func forget(_ connection: Connection) {
        connections[Int(connection.descriptor)] = nil
        // A child process that is just being started may hold it open for a moment longer.
        _ = sak_epoll_forget(epoll, connection.descriptor)
        Glibc.close(connection.descriptor)
        if core.book.leave(connection.place) { core.roomMayBeBack() }
    }

    /// Whether the loop may sleep; from then on whoever leaves something rings the bell.
    private func fallAsleep() -> Bool {
        mailbox.withLock { mailbox in
            mailbox.isAsleep = mailbox.isEmpty
            return mailbox.isAsleep
        }
    }

    /// Does what others have left; false when the loop is to end.
    private func takeMail() -> Bool {
        let mail = mailbox.withLock { mailbox in
            guard !mailbox.isEmpty else { return nil as Mailbox? }
            defer { mailbox = Mailbox(isStopped: mailbox.isStopped) }
            return mailbox
        }
        guard let mail else { return true }
        for arrival in mail.arrivals { begin(arrival) }
        for connection in mail.woken { connection.woken() }
        if mail.isLookedAgain { acceptor?.resume(on: epoll) }
        return !mail.isStopped
    }

    private func finishTurns() {
        guard !unfinished.isEmpty else { return }
        let turns = unfinished
        unfinished = []
        for connection in turns { connection.proceed() }
    }

    private func begin(_ arrival: Arrival) {
        let connection = Connection(arrival.descriptor, remoteAddress: arrival.remoteAddress, place: arrival.place, loop: self)
        let place = Int(arrival.descriptor)
        while connections.count <= place { connections.append(contentsOf: repeatElement(nil, count: max(64, connections.count))) }
        connections[place] = connection
        guard sak_epoll_watch(epoll, arrival.descriptor, SAK_EPOLL_CONNECTION) == 0 else { return connection.close() }
        connection.proceed()
    }

    private func handle(_ event: epoll_event) {
        let descriptor = event.data.fd
        if descriptor == bell {
            var count: eventfd_t = 0
            eventfd_read(bell, &count)
        } else if let acceptor, descriptor == acceptor.listeningSocket {
            acceptor.accept(on: epoll)
        } else {
            // One that was closed in this round is not there any more.
            connections[Int(descriptor)]?.notified(event.events)
        }
    }

    private func tick() {
        nextTick = now + UInt64(Self.tickMilliseconds) * 1_000_000
        for connection in connections {
            if let connection, connection.patience.deadline <= now { connection.timeIsUp() }
        }
        acceptor?.resume(on: epoll)
    }

    private func tellTime() {
        now = Self.clock()
        var second = time(nil)
        guard second != dateSecond || date.isEmpty else { return }
        dateSecond = second
        var parts = tm()
        gmtime_r(&second, &parts)
        date = HTTPDate.text(parts)
    }

    static func clock() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
