import Synchronization

/// A request's body as it arrives, once, by one reader. The peer is held back when the reader does not keep up.
///
/// Iterating throws ``HTTPBodyError``: the peer went away, sent more than the route allows, or the server stopped.
public final class HTTPBodyStream: AsyncSequence, Sendable {
    /// One piece of the body.
    public typealias Element = [UInt8]

    /// How much may wait for the reader before the peer is held back, in bytes; a piece in the air may come on top.
    static let queueLimitBytes = 256 * 1024
    /// Up to which size pieces that wait are joined, in bytes.
    private static let joinedPieceBytes = 16 * 1024

    struct State {
        var connection: Connection?
        var isSuspended = false
        var pieces: [[UInt8]] = []
        var queuedBytes = 0
        /// Set when nothing more comes: nil as error is the proper end.
        var end: (isOver: Bool, error: HTTPBodyError?) = (false, nil)
        /// Nobody reads any more; what comes is thrown away.
        var isAbandoned = false
        var reader: CheckedContinuation<Result<[UInt8]?, HTTPBodyError>, Never>?

        mutating func resumeConnection() {
            guard isSuspended else { return }
            isSuspended = false
            connection?.wake()
        }
    }

    private let state: Mutex<State>

    init(connection: Connection?) { state = Mutex(State(connection: connection)) }

    /// A body that is already there: for tests and for handlers called without a server.
    public convenience init(_ bytes: [UInt8]) {
        self.init(connection: nil)
        if !bytes.isEmpty { bytes.withUnsafeBytes { _ = offer($0) } }
        finish()
    }

    /// The iterator over the pieces.
    public func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

    /// Iterates over the pieces; nil is the body's proper end.
    public struct Iterator: AsyncIteratorProtocol {
        let stream: HTTPBodyStream

        /// The next piece, never empty.
        public mutating func next() async throws(HTTPBodyError) -> [UInt8]? { try await stream.next() }

        /// The next piece, never empty.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(HTTPBodyError) -> [UInt8]? {
            try await stream.next()
        }
    }

    private func next() async throws(HTTPBodyError) -> [UInt8]? {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let settled = state.withLock { Self.take(&$0, continuation) }
                if let settled { continuation.resume(returning: settled) }
            }
        } onCancel: {
            let reader = state.withLock { state in
                defer { state.reader = nil }
                return state.reader
            }
            reader?.resume(returning: .failure(.cancelled))
        }
        return try result.get()
    }

    /// What the reader gets at once; nil when it is kept until something comes.
    private static func take(
        _ state: inout State, _ continuation: CheckedContinuation<Result<[UInt8]?, HTTPBodyError>, Never>
    ) -> Result<[UInt8]?, HTTPBodyError>? {
        if !state.pieces.isEmpty {
            let piece = state.pieces.removeFirst()
            state.queuedBytes -= piece.count
            if state.queuedBytes <= queueLimitBytes / 2 { state.resumeConnection() }
            return .success(piece)
        }
        if state.end.isOver { return state.end.error.map { .failure($0) } ?? .success(nil) }
        if Task.isCancelled { return .failure(.cancelled) }
        precondition(state.reader == nil, "an HTTPBodyStream has one reader")
        state.reader = continuation
        return nil
    }

    // MARK: - The server's side

    enum Offered {
        case taken
        /// The connection waits; the same bytes are offered again.
        case suspended
    }

    /// Offers a piece that arrived. A full queue holds the connection back: the wish to wait and the reader's taking are settled under
    /// one lock.
    func offer(_ piece: UnsafeRawBufferPointer) -> Offered {
        let (offered, reader) = state.withLock { state -> (Offered, CheckedContinuation<Result<[UInt8]?, HTTPBodyError>, Never>?) in
            if state.isAbandoned || state.end.isOver { return (.taken, nil) }
            if let reader = state.reader {
                state.reader = nil
                return (.taken, reader)
            }
            if state.connection != nil, state.queuedBytes >= Self.queueLimitBytes {
                state.isSuspended = true
                return (.suspended, nil)
            }
            // Small pieces are joined: a body that comes byte by byte must not become as many arrays.
            if let last = state.pieces.indices.last, state.pieces[last].count + piece.count <= Self.joinedPieceBytes {
                state.pieces[last].append(contentsOf: piece)
            } else {
                state.pieces.append(Array(piece))
            }
            state.queuedBytes += piece.count
            return (.taken, nil)
        }
        reader?.resume(returning: .success(Array(piece)))
        return offered
    }

    /// Nothing more comes: the proper end, or an error.
    func finish(_ error: HTTPBodyError? = nil) {
        let reader = state.withLock { state in
            guard !state.end.isOver else { return nil as CheckedContinuation<Result<[UInt8]?, HTTPBodyError>, Never>? }
            state.end = (true, error)
            if error != nil { (state.pieces, state.queuedBytes) = ([], 0) }
            state.resumeConnection()
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: error.map { .failure($0) } ?? .success(nil))
    }

    /// The handler has answered: nobody reads what still comes.
    func abandon() {
        state.withLock { state in
            state.isAbandoned = true
            (state.pieces, state.queuedBytes) = ([], 0)
            state.resumeConnection()
        }
    }

    /// The request is over: the connection must not be touched any more.
    func detach(_ error: HTTPBodyError) {
        state.withLock { ($0.connection, $0.isSuspended) = (nil, false) }
        finish(error)
    }
}
