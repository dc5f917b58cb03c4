import Synchronization

/// Between a source that is read by a task and the engine's thread that must not wait: a bounded queue.
final class UploadPump: Sendable {
    /// How much may wait to be sent, in bytes.
    private static let queueLimitBytes = 256 << 10
    /// How much is read at once, in bytes.
    private static let pieceBytes = 64 << 10

    private struct State {
        var pieces: [ArraySlice<UInt8>] = []
        var queuedBytes = 0
        /// Where the next read begins.
        var readOffset: Int64 = 0
        /// Counts the rewinds: a piece that was read before one is not wanted any more.
        var rewinds = 0
        var isStopped = false
        var isTransferPaused = false
        var failure: TransferError?
        var reader: CheckedContinuation<Void, Never>?
    }

    enum Taken: Equatable { case bytes(Int), pause, failed }

    let byteCount: Int64
    private let source: any UploadSource
    private let state = Mutex(State())
    /// Lets the transfer go on that waits for bytes.
    private let resume: @Sendable () -> Void

    init(_ source: any UploadSource, resume: @escaping @Sendable () -> Void) {
        (self.source, byteCount, self.resume) = (source, source.byteCount, resume)
    }

    /// Why the source gave no more.
    var failure: TransferError? { state.withLock { $0.failure } }

    /// Reads until it is stopped. Also when all is read: the transfer may rewind.
    func run() async {
        while let (offset, rewinds) = await nextRead() {
            let wanted = Int(min(Int64(Self.pieceBytes), byteCount - offset))
            do {
                let bytes = try await source.read(at: offset, maximumBytes: wanted)
                guard (1...wanted).contains(bytes.count) else {
                    throw TransferError(.sourceFailed, "the source gave \(bytes.count) bytes at \(offset) of \(byteCount)")
                }
                put(.success(bytes), rewinds)
            } catch {
                put(.failure(error as? TransferError ?? TransferError(.sourceFailed, "the source cannot be read: \(error)")), rewinds)
            }
        }
    }

    /// Where to read on; waits until there is room; nil when nobody wants more.
    private func nextRead() async -> (Int64, Int)? {
        while true {
            let (next, isStopped) = state.withLock { state -> ((Int64, Int)?, Bool) in
                let wantsMore = state.queuedBytes < Self.queueLimitBytes && state.readOffset < byteCount && state.failure == nil
                return (wantsMore ? (state.readOffset, state.rewinds) : nil, state.isStopped)
            }
            if isStopped { return nil }
            if let next { return next }
            await withCheckedContinuation { continuation in
                // Something may have changed since the question above: then the answer is asked for again at once.
                let mustWait = state.withLock { state in
                    let isFull = state.queuedBytes >= Self.queueLimitBytes || state.readOffset >= byteCount || state.failure != nil
                    if !state.isStopped, isFull { state.reader = continuation }
                    return !state.isStopped && isFull
                }
                if !mustWait { continuation.resume() }
            }
        }
    }

    private func put(_ result: Result<[UInt8], TransferError>, _ rewinds: Int) {
        let mustResume = state.withLock { state in
            guard state.rewinds == rewinds else { return false }
            switch result {
            case .success(let bytes):
                state.pieces.append(bytes[...])
                state.queuedBytes += bytes.count
                state.readOffset += Int64(bytes.count)
            case .failure(let error): state.failure = error
            }
            defer { state.isTransferPaused = false }
            return state.isTransferPaused
        }
        if mustResume { resume() }
    }

    // MARK: - The engine's side

    /// Fills the buffer with what is there. Without anything, the transfer is paused until ``resume`` is called.
    func take(into buffer: UnsafeMutableRawBufferPointer) -> Taken {
        let (taken, reader) = state.withLock { state -> (Taken, CheckedContinuation<Void, Never>?) in
            guard let piece = state.pieces.first else {
                if state.failure != nil { return (.failed, nil) }
                if state.readOffset >= byteCount { return (.bytes(0), nil) }
                state.isTransferPaused = true
                return (.pause, nil)
            }
            let count = min(piece.count, buffer.count)
            buffer.copyBytes(from: piece.prefix(count))
            if count == piece.count { state.pieces.removeFirst() } else { state.pieces[0] = piece.dropFirst(count) }
            state.queuedBytes -= count
            defer { state.reader = nil }
            return (.bytes(count), state.reader)
        }
        reader?.resume()
        return taken
    }

    /// Begins again from there.
    func rewind(to offset: Int64) { change { ($0.pieces, $0.queuedBytes, $0.readOffset, $0.rewinds) = ([], 0, offset, $0.rewinds + 1) } }

    /// Nothing is wanted any more.
    func stop() { change { ($0.pieces, $0.queuedBytes, $0.isStopped) = ([], 0, true) } }

    private func change(_ body: (inout sending State) -> Void) {
        let reader = state.withLock { state in
            body(&state)
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume()
    }
}
