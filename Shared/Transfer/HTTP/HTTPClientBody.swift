import Synchronization

/// A body as it arrives. The peer is held back when the reader does not keep up. Iterating throws ``TransferError``.
public final class HTTPClientBody: AsyncSequence, Sendable {
    /// One piece of the body, never empty.
    public typealias Element = [UInt8]

    /// How much may wait for the reader before the peer is held back, in bytes; a piece in the air may come on top.
    static let queueLimitBytes = 256 * 1024
    /// Up to which size pieces that wait are joined, in bytes.
    private static let joinedPieceBytes = 16 * 1024

    private typealias Reader = CheckedContinuation<Result<[UInt8]?, TransferError>, Never>

    private struct State {
        var pieces: [[UInt8]] = []
        var queuedBytes = 0
        var end: Result<Void, TransferError>?
        var isPaused = false
        var reader: Reader?
    }

    private let state = Mutex(State())
    /// Lets a paused transfer go on; and ends one whose reader is gone.
    private let (resume, cancel): (@Sendable () -> Void, @Sendable () -> Void)

    init(resume: @escaping @Sendable () -> Void, cancel: @escaping @Sendable () -> Void) { (self.resume, self.cancel) = (resume, cancel) }

    deinit { cancel() }

    /// The iterator over the pieces.
    public func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    /// Iterates over the pieces; nil is the body's proper end.
    public struct Iterator: AsyncIteratorProtocol {
        let body: HTTPClientBody

        /// The next piece.
        public mutating func next() async throws(TransferError) -> [UInt8]? { try await body.next() }

        /// The next piece.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(TransferError) -> [UInt8]? {
            try await body.next()
        }
    }

    private func next() async throws(TransferError) -> [UInt8]? {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (settled, isRoom) = state.withLock { Self.take(&$0, continuation) }
                if isRoom { resume() }
                if let settled { continuation.resume(returning: settled) }
            }
        } onCancel: {
            cancel()
            let reader = state.withLock { state in
                defer { state.reader = nil }
                return state.reader
            }
            reader?.resume(returning: .failure(Self.cancelled))
        }
        return try result.get()
    }

    private static let cancelled = TransferError(.cancelled, "the reading task was cancelled")

    /// What the reader gets at once (nil: it is kept until something comes), and whether a paused transfer may go on.
    private static func take(_ state: inout State, _ continuation: Reader) -> (Result<[UInt8]?, TransferError>?, Bool) {
        if Task.isCancelled { return (.failure(cancelled), false) }
        if !state.pieces.isEmpty {
            let piece = state.pieces.removeFirst()
            state.queuedBytes -= piece.count
            let isRoom = state.isPaused && state.queuedBytes <= queueLimitBytes / 2
            if isRoom { state.isPaused = false }
            return (.success(piece), isRoom)
        }
        if let end = state.end { return (end.map { nil }, false) }
        precondition(state.reader == nil, "an HTTPClientBody has one reader")
        state.reader = continuation
        return (nil, false)
    }

    // MARK: - The engine's side

    /// Takes a piece; false pauses the transfer, and the same piece comes again.
    func offer(_ piece: UnsafeRawBufferPointer) -> Bool {
        let (isTaken, reader) = state.withLock { state -> (Bool, Reader?) in
            if let reader = state.reader {
                state.reader = nil
                return (true, reader)
            }
            guard state.queuedBytes < Self.queueLimitBytes else {
                state.isPaused = true
                return (false, nil)
            }
            // Small pieces are joined: a body that comes byte by byte must not become as many arrays.
            if let last = state.pieces.indices.last, state.pieces[last].count + piece.count <= Self.joinedPieceBytes {
                state.pieces[last].append(contentsOf: piece)
            } else {
                state.pieces.append(Array(piece))
            }
            state.queuedBytes += piece.count
            return (true, nil)
        }
        reader?.resume(returning: .success(Array(piece)))
        return isTaken
    }

    /// Nothing more comes. What is queued can still be read.
    func finish(_ end: Result<Void, TransferError>) {
        let reader = state.withLock { state in
            if state.end == nil { state.end = end }
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: end.map { nil })
    }
}
