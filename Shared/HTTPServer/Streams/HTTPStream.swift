import Synchronization

/// The body of an answer that is written while it is sent: server-sent events, long lists, exports.
///
/// Between the writer and the peer stands a queue of bounded size. ``send(_:)`` never waits: a peer that cannot keep up is cut off,
/// and the writer is told. ``write(_:)`` waits until there is room, for bodies that have an end. Whoever has ended the stream, every
/// later send is refused.
public final class HTTPStream: Sendable {
    /// Bytes to send when nothing else was sent for a while, so that a peer who has gone away is noticed.
    public struct Heartbeat: Sendable {
        /// What is sent; for server-sent events a comment.
        public let bytes: [UInt8]
        /// After how long without anything else.
        public let interval: Duration

        /// A heartbeat of these bytes.
        public init(bytes: [UInt8], interval: Duration) { (self.bytes, self.interval) = (bytes, interval) }

        /// A comment line of server-sent events every 15 seconds.
        public static let comment = Heartbeat(bytes: Array(":\n\n".utf8), interval: .seconds(15))
    }

    /// Why a stream is over.
    public enum End: Hashable, Sendable {
        /// ``finish()``: the peer gets everything queued and a proper end.
        case finished
        /// ``abort()``: the peer sees a broken answer.
        case aborted
        /// The peer did not read what was sent and the queue was full.
        case peerTooSlow
        /// The peer is gone.
        case peerGone
        /// The server stopped.
        case serverStopped
    }

    let endsAtDrain: Bool
    let heartbeat: Heartbeat?
    /// How many bytes come in all, where that is known beforehand.
    let length: UInt64?
    private let state: Mutex<StreamQueue>

    /// A stream. `queueLimitBytes` is how much may wait for the peer (besides what the sockets hold); `endsAtDrain` says that a
    /// stopping server ends the stream properly at once instead of waiting for it: right for subscriptions, which have no end of
    /// their own, wrong for exports. With a `length` in bytes the answer says it (`Content-Length`), also to HEAD; a stream that then ends
    /// before its length is seen as broken off.
    public init(queueLimitBytes: Int = 1 << 20, endsAtDrain: Bool = false, heartbeat: Heartbeat? = nil, length: UInt64? = nil) {
        (self.endsAtDrain, self.heartbeat, self.length) = (endsAtDrain, heartbeat, length)
        state = Mutex(StreamQueue(limitBytes: queueLimitBytes))
    }

    /// Queues bytes without waiting. False when the stream is over, also because this piece did not fit any more: then the peer is cut off.
    /// One piece larger than the whole limit is taken when nothing else waits.
    @discardableResult
    public func send(_ bytes: [UInt8]) -> Bool {
        let outcome = state.withLock { $0.offer(bytes) }
        outcome.wake.run()
        return outcome.accepted
    }

    /// Queues bytes, waiting for room. False when the stream is over or the task was cancelled. One writer at a time.
    public func write(_ bytes: [UInt8]) async -> Bool {
        while true {
            let step = await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let settled = state.withLock { $0.offerOrWait(bytes, isCancelled: Task.isCancelled, continuation) }
                    if let settled { continuation.resume(returning: settled) }
                }
            } onCancel: {
                state.withLock { $0.takeWriter() }?.resume(returning: .refused)
            }
            switch step {
            case .queued: return true
            case .refused: return false
            case .tryAgain: continue
            }
        }
    }

    /// Ends the body after what is queued.
    public func finish() { end(.finished) }

    /// Ends the answer at once; the peer sees that it is not complete.
    public func abort() { end(.aborted) }

    /// Why the stream is over; nil while it is open.
    public var ended: End? { state.withLock { $0.end } }

    /// Waits until the stream is over, whoever ended it; nil when the waiting task was cancelled first. One waiter at a time.
    public func waitForEnd() async -> End? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isKept, end) = state.withLock { ($0.waitForEnd(isCancelled: Task.isCancelled, continuation), $0.end) }
                if !isKept { continuation.resume(returning: end) }
            }
        } onCancel: {
            state.withLock { $0.takeEndWaiter() }?.resume(returning: nil)
        }
    }

    // MARK: - The server's side

    /// The stream is over for this reason, unless it was already.
    func end(_ reason: End) { state.withLock { $0.finish(reason) }.run() }

    /// The connection that asks for the bytes.
    func attach(_ connection: Connection) { state.withLock { $0.connection = connection } }

    /// The request is over: the connection must not be touched any more.
    func detach() {
        let wake = state.withLock { queue in
            queue.connection = nil
            queue.isSuspended = false
            return queue.finish(.peerGone)
        }
        wake.run()
    }

    /// Moves what is queued into the connection's buffer, or suspends the connection. The wish to wait and the arrival of bytes are settled
    /// under one lock.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) -> StreamQueue.Filled {
        let (filled, wake) = state.withLock { $0.fill(buffer) }
        wake.run()
        return filled
    }

    /// Sends a heartbeat if nothing was sent since the last one. False when the stream is over.
    func beat(_ bytes: [UInt8]) -> Bool { state.withLock { $0.beat(bytes) } }
}
