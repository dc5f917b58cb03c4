import CEpoll
import Glibc

/// An answer on its way: its head, then its body as it is there or as it comes, in the framing the peer understands.
struct OutgoingAnswer {
    /// What the request says about how it wants to be answered.
    struct Peer {
        let isHead: Bool
        let isVersion10: Bool
        let keepsConnection: Bool
    }

    enum Step {
        /// The answer is sent whole.
        case done
        /// There may be more to send at once.
        case more
        /// The peer takes nothing more for now.
        case peerIsFull
        /// The stream has nothing for now; it wakes the connection.
        case nothingToSend
        /// The answer cannot be completed, or the peer is gone.
        case broken
    }

    private enum Source {
        case none
        case bytes([UInt8])
        case file(HTTPFile, offset: UInt64, left: UInt64)
        /// With `left` in bytes where the head has said the length.
        case stream(HTTPStream, left: UInt64?, isChunked: Bool)
    }

    /// A body up to this size goes out with its head.
    private static let joinedBodyBytes = 16 * 1024
    /// How much of a file is sent at once before other connections have their turn.
    private static let limitFileBytesAtOnce = 512 * 1024
    /// Room for a chunk's size before its data, and for the line end after.
    private static let (chunkHeadBytes, chunkEndBytes) = (16, 2)

    /// What the kernel has taken, since the connection was made.
    private(set) var sentBytes: Int64 = 0
    var isWritable = true
    private var pending: [UInt8] = []
    private var pendingStart = 0
    private var source = Source.none

    /// Takes an answer over; one that cannot be written is answered 500 in its place.
    mutating func begin(_ response: HTTPResponse, for peer: Peer, date: String) {
        var head = AnswerHead(response, peer, date: date)
        var body = response.body
        if head == nil {
            if case .stream(let stream) = body { stream.end(.aborted) }
            let unsendable = HTTPResponse.problem(status: 500, detail: "the answer could not be written")
            body = unsendable.body
            head = AnswerHead(unsendable, peer, date: date)
        }
        (pending, pendingStart, source) = (head?.bytes ?? [], 0, .none)
        guard !peer.isHead, head?.hasBody == true else { return }
        switch body {
        case .empty: break
        case .bytes(let bytes) where bytes.count <= Self.joinedBodyBytes: pending.append(contentsOf: bytes)
        case .bytes(let bytes): source = .bytes(bytes)
        case .file(let file, let offset, let length): source = .file(file, offset: offset, left: length)
        case .stream(let stream): source = .stream(stream, left: stream.length, isChunked: stream.length == nil && !peer.isVersion10)
        }
    }

    /// Sends as much as goes without waiting.
    mutating func proceed(_ descriptor: Int32, scratch: UnsafeMutableRawBufferPointer) -> Step {
        guard isWritable else { return .peerIsFull }
        if pendingStart < pending.count { return sendPending(descriptor) }
        switch source {
        case .none: return .done
        case .bytes(let bytes):
            (pending, pendingStart, source) = (bytes, 0, .none)
            return .more
        case .file(let file, let offset, let left): return send(file, offset, left, descriptor)
        case .stream(let stream, let left, let isChunked): return send(stream, left, isChunked, descriptor, scratch)
        }
    }

    /// Sends bytes that are no answer of their own; whether they went whole.
    mutating func send(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { write($0, descriptor) } == bytes.count
    }

    private mutating func sendPending(_ descriptor: Int32) -> Step {
        let start = pendingStart
        let written = pending.withUnsafeBytes { bytes in
            Self.write(UnsafeRawBufferPointer(rebasing: bytes[start...]), descriptor)
        }
        guard written >= 0 else { return failed() }
        sentBytes += Int64(written)
        pendingStart += written
        if pendingStart == pending.count { (pending, pendingStart) = ([], 0) }
        return .more
    }

    private mutating func send(_ file: HTTPFile, _ offset: UInt64, _ left: UInt64, _ descriptor: Int32) -> Step {
        guard left > 0 else { return .done }
        var place = off_t(offset)
        let written = sendfile(descriptor, file.descriptor, &place, Int(min(left, UInt64(Self.limitFileBytesAtOnce))))
        guard written >= 0 else { return failed() }
        // The file is shorter than the head has promised.
        guard written > 0 else { return .broken }
        sentBytes += Int64(written)
        source = .file(file, offset: offset + UInt64(written), left: left - UInt64(written))
        return .more
    }

    private mutating func send(
        _ stream: HTTPStream, _ left: UInt64?, _ isChunked: Bool, _ descriptor: Int32, _ scratch: UnsafeMutableRawBufferPointer
    ) -> Step {
        if left == 0 { return .done }
        let room = scratch.count - Self.chunkHeadBytes - Self.chunkEndBytes
        let wanted = left.map { Int(min($0, UInt64(room))) } ?? room
        let area = UnsafeMutableRawBufferPointer(rebasing: scratch[Self.chunkHeadBytes..<Self.chunkHeadBytes + wanted])
        switch stream.fill(area) {
        case .suspended: return .nothingToSend
        case .broken: return .broken
        case .end:
            if left != nil { return .broken }
            source = .none
            if isChunked { (pending, pendingStart) = (Array("0\r\n\r\n".utf8), 0) }
            return .more
        case .bytes(let count):
            if let left { source = .stream(stream, left: left - UInt64(count), isChunked: isChunked) }
            let piece = isChunked ? Self.chunk(scratch, count) : UnsafeRawBufferPointer(rebasing: area[..<count])
            let written = write(piece, descriptor)
            guard written >= 0 || errno == EAGAIN || errno == EINTR else { return .broken }
            if written < piece.count { (pending, pendingStart) = (Array(piece[max(0, written)...]), 0) }
            return .more
        }
    }

    /// The data in the scratch with its size before it and its line end after it.
    private static func chunk(_ scratch: UnsafeMutableRawBufferPointer, _ count: Int) -> UnsafeRawBufferPointer {
        let (end, lineEnd) = (chunkHeadBytes + count, "\r\n".utf8)
        let size = String(count, radix: 16).utf8
        let start = chunkHeadBytes - size.count - lineEnd.count
        UnsafeMutableRawBufferPointer(rebasing: scratch[start...]).copyBytes(from: size)
        UnsafeMutableRawBufferPointer(rebasing: scratch[(chunkHeadBytes - lineEnd.count)...]).copyBytes(from: lineEnd)
        UnsafeMutableRawBufferPointer(rebasing: scratch[end...]).copyBytes(from: lineEnd)
        return UnsafeRawBufferPointer(rebasing: scratch[start..<end + chunkEndBytes])
    }

    /// What the last call left in `errno` means.
    private mutating func failed() -> Step {
        if errno == EINTR { return .more }
        guard errno == EAGAIN else { return .broken }
        isWritable = false
        return .peerIsFull
    }

    private mutating func write(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32) -> Int {
        let written = Self.write(bytes, descriptor)
        if written > 0 { sentBytes += Int64(written) }
        return written
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32) -> Int {
        Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    }
}
