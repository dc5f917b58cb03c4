import Glibc
import Synchronization

/// Tells when something happens in directories, whichever process did it (inotify), and now and then that time has passed.
final class DirectoryWatch: Sendable {
    /// What happened.
    enum Event: Sendable {
        /// Something happened to the file of this name.
        case file(String)
        /// Anything may have happened: events were lost, or time has passed.
        case lookAgain
    }

    /// What kinds of happenings are told.
    struct Kinds: OptionSet, Sendable {
        let rawValue: UInt32
        /// A file was opened.
        static let opened = Kinds(rawValue: UInt32(IN_OPEN))
        /// A file came, went or changed, or somebody who could write it closed it (also by ending).
        static let changed = Kinds(rawValue: UInt32(IN_CLOSE_WRITE | IN_DELETE | IN_MOVED_TO | IN_MODIFY))
    }

    /// What `remove` takes.
    struct Token: Sendable {
        fileprivate let watch: Int32
        fileprivate let id: Int
    }

    private struct State {
        /// By the system's number of the directory; -1 where it gave none.
        var listeners: [Int32: [(id: Int, tell: @Sendable (Event) -> Void)]] = [:]
        var lastID = 0
        var isStopped = false
    }

    private let inotify: Int32
    /// A pipe: a byte wakes the thread.
    private let wake: (read: Int32, write: Int32)
    private let state = Mutex(State())
    private let ended = Bell()

    /// Starts the thread. Where the system has no inotify instance left, it tells only that time has passed.
    init(usesInotify: Bool, everyMilliseconds: Int, withoutInotifyMilliseconds: Int) throws {
        inotify = !usesInotify ? -1 : inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            let error = LogError.system("no pipe")
            if inotify >= 0 { Glibc.close(inotify) }
            throw error
        }
        wake = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let interval = inotify >= 0 ? everyMilliseconds : withoutInotifyMilliseconds
        try OwnThread.start("log watch") { [self] in
            run(everyMilliseconds: Int32(clamping: interval))
            ended.ring()
        }
    }

    deinit {
        if inotify >= 0 { Glibc.close(inotify) }
        Glibc.close(wake.read)
        Glibc.close(wake.write)
    }

    /// Tells `listener` of what happens in a directory, on the watch's thread: it must not block.
    /// All listeners of one directory must want the same kinds.
    func add(_ directory: String, _ kinds: Kinds, _ listener: @escaping @Sendable (Event) -> Void) -> Token {
        state.withLock { state in
            let watch = inotify >= 0 ? inotify_add_watch(inotify, directory, kinds.rawValue) : -1
            state.lastID += 1
            // Without a watch it still hears that time has passed.
            state.listeners[max(watch, -1), default: []].append((state.lastID, listener))
            return Token(watch: max(watch, -1), id: state.lastID)
        }
    }

    /// Ends what `add` began.
    func remove(_ token: Token) {
        state.withLock { state in
            guard var listeners = state.listeners[token.watch] else { return }
            listeners.removeAll { $0.id == token.id }
            state.listeners[token.watch] = listeners.isEmpty ? nil : listeners
            if listeners.isEmpty, token.watch >= 0 { inotify_rm_watch(inotify, token.watch) }
        }
    }

    /// Ends the thread.
    func stop() async {
        beginStop()
        await ended.waitForever()
    }

    /// Lets the thread end, without waiting for it.
    func beginStop() {
        state.withLock { state in
            state.isStopped = true
            state.listeners = [:]
        }
        // A full pipe has woken the thread already.
        _ = write(wake.write, [1], 1)
    }

    private func run(everyMilliseconds interval: Int32) {
        var buffer = [UInt8](repeating: 0, count: 64 * 1_024)
        while !state.withLock({ $0.isStopped }) {
            var polled = [pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0), pollfd(fd: inotify, events: Int16(POLLIN), revents: 0)]
            let ready = poll(&polled, nfds_t(polled.count), interval)
            if ready == 0 { tellAll() }
            if ready > 0, inotify >= 0, polled[1].revents != 0 { readEvents(into: &buffer) }
        }
    }

    private func tellAll() {
        for listener in state.withLock({ $0.listeners.values.flatMap(\.self) }) { listener.tell(.lookAgain) }
    }

    private func readEvents(into buffer: inout [UInt8]) {
        let count = read(inotify, &buffer, buffer.count)
        guard count > 0 else { return }
        let listeners = state.withLock { $0.listeners }
        let headBytes = MemoryLayout<inotify_event>.size
        buffer.withUnsafeBytes { bytes in
            var at = 0
            while at + headBytes <= count {
                let head = bytes.loadUnaligned(fromByteOffset: at, as: inotify_event.self)
                let end = at + headBytes + Int(head.len)
                if head.mask & UInt32(IN_Q_OVERFLOW) != 0 {
                    tellAll()
                } else if end <= count, let told = listeners[head.wd] {
                    // The name is padded with zeros.
                    let name = String(decoding: bytes[(at + headBytes)..<end].prefix { $0 != 0 }, as: UTF8.self)
                    for listener in told { listener.tell(.file(name)) }
                }
                at = end
            }
        }
    }
}
