/// What waits for a peer, and who waits for what. Guarded by its stream's lock; what must happen outside of it comes back as a ``Wake``.
struct StreamQueue {
    enum Filled: Equatable {
        case bytes(Int)
        case suspended
        case end
        case broken
    }

    /// What a writer that waits for room is told.
    enum WriteStep {
        case queued
        case tryAgain
        case refused
    }

    /// Tasks to be resumed after the lock is released.
    struct Wake: Sendable {
        var writer: CheckedContinuation<WriteStep, Never>?
        var writerStep = WriteStep.refused
        var endWaiter: CheckedContinuation<HTTPStream.End?, Never>?
        var end: HTTPStream.End?

        func run() {
            writer?.resume(returning: writerStep)
            endWaiter?.resume(returning: end)
        }
    }

    let limitBytes: Int
    var connection: Connection?
    var isSuspended = false
    private(set) var end: HTTPStream.End?

    private var pieces: [[UInt8]] = []
    /// How much of the first piece is already sent, and how many pieces before it are done with.
    private var (sentOfFirst, first) = (0, 0)
    private var queuedBytes = 0
    private var isQuiet = true
    private var writer: CheckedContinuation<WriteStep, Never>?
    private var writerBytes = 0
    private var endWaiter: CheckedContinuation<HTTPStream.End?, Never>?

    init(limitBytes: Int) { self.limitBytes = limitBytes }

    private func fits(_ count: Int) -> Bool { queuedBytes == 0 || queuedBytes + count <= limitBytes }

    mutating func offer(_ bytes: [UInt8]) -> (accepted: Bool, wake: Wake) {
        guard end == nil else { return (false, Wake()) }
        guard fits(bytes.count) else { return (false, finish(.peerTooSlow)) }
        guard !bytes.isEmpty else { return (true, Wake()) }
        pieces.append(bytes)
        queuedBytes += bytes.count
        isQuiet = false
        resumeConnection()
        return (true, Wake())
    }

    mutating func finish(_ reason: HTTPStream.End) -> Wake {
        guard end == nil else { return Wake() }
        end = reason
        if reason != .finished { (pieces, first, sentOfFirst, queuedBytes) = ([], 0, 0, 0) }
        // A peer that does not read keeps its connection waiting for room to write: only closing the socket ends that.
        if reason == .peerTooSlow || reason == .aborted { connection?.cut() }
        resumeConnection()
        defer { (writer, endWaiter) = (nil, nil) }
        return Wake(writer: writer, endWaiter: endWaiter, end: reason)
    }

    mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) -> (Filled, Wake) {
        var filled = 0
        while filled < buffer.count, first < pieces.count {
            let count = min(buffer.count - filled, pieces[first].count - sentOfFirst)
            pieces[first].withUnsafeBytes { piece in
                buffer[filled...].copyBytes(from: piece[sentOfFirst..<sentOfFirst + count])
            }
            (filled, sentOfFirst, queuedBytes) = (filled + count, sentOfFirst + count, queuedBytes - count)
            if sentOfFirst == pieces[first].count {
                pieces[first] = []
                (first, sentOfFirst) = (first + 1, 0)
            }
        }
        // Taken pieces are dropped when they are the larger part, so that the array does not grow for ever.
        if first > 32, first * 2 > pieces.count {
            pieces.removeFirst(first)
            first = 0
        }
        if filled > 0 { return (.bytes(filled), wakeWriter()) }
        switch end {
        case .finished: return (.end, Wake())
        case .some: return (.broken, Wake())
        case nil:
            guard connection != nil else { return (.broken, Wake()) }
            isSuspended = true
            return (.suspended, wakeWriter())
        }
    }

    /// Queues the bytes if they fit; nil when the writer is kept until there is room.
    mutating func offerOrWait(
        _ bytes: [UInt8], isCancelled: Bool, _ continuation: CheckedContinuation<WriteStep, Never>
    ) -> WriteStep? {
        if end != nil || isCancelled { return .refused }
        // What fits is taken, so that nothing has to be woken.
        if fits(bytes.count) { return offer(bytes).accepted ? .queued : .refused }
        precondition(writer == nil, "an HTTPStream has one writer that waits")
        (writer, writerBytes) = (continuation, bytes.count)
        return nil
    }

    mutating func takeWriter() -> CheckedContinuation<WriteStep, Never>? {
        defer { writer = nil }
        return writer
    }

    /// Whether the continuation is kept until the end; otherwise the caller resumes it now.
    mutating func waitForEnd(isCancelled: Bool, _ continuation: CheckedContinuation<HTTPStream.End?, Never>) -> Bool {
        if end != nil || isCancelled { return false }
        precondition(endWaiter == nil, "an HTTPStream has one task that waits for its end")
        endWaiter = continuation
        return true
    }

    mutating func takeEndWaiter() -> CheckedContinuation<HTTPStream.End?, Never>? {
        defer { endWaiter = nil }
        return endWaiter
    }

    /// A heartbeat is no news: it does not count as traffic, and a peer that has something to read needs none.
    mutating func beat(_ bytes: [UInt8]) -> Bool {
        guard end == nil else { return false }
        if isQuiet, queuedBytes == 0 { _ = offer(bytes) }
        isQuiet = true
        return true
    }

    private mutating func wakeWriter() -> Wake {
        guard writer != nil, fits(writerBytes) else { return Wake() }
        return Wake(writer: takeWriter(), writerStep: .tryAgain)
    }

    private mutating func resumeConnection() {
        guard isSuspended else { return }
        isSuspended = false
        connection?.wake()
    }
}
