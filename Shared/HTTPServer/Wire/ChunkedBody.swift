/// Takes a chunked body apart (RFC 9112, 7.1): hexadecimal size, extensions by their grammar, CR LF, that many bytes, CR LF, until a chunk
/// of size 0; then trailer fields, which are checked and thrown away. Blanks that the letter calls bad are refused.
struct ChunkedBody {
    /// What comes next in the bytes.
    enum Step: Equatable {
        /// Nothing more can be said before more bytes come.
        case more
        /// So many bytes at this place belong to the body; ``take(_:)`` passes over as many of them as were taken.
        case data(Int)
        /// The body is over.
        case end
    }

    /// The digits of a chunk's size: any number of them fits into 64 bits.
    static let limitSizeDigits = 15
    /// A chunk's size and its extensions together.
    static let limitLineBytes = 256
    /// The trailer section.
    static let limitTrailerBytes = 4 * 1024

    private enum State {
        case size
        case afterSize
        case name(isEmpty: Bool)
        case value(isEmpty: Bool)
        case quoted
        case escaped
        case afterQuoted
        case sizeLineFeed
        case data
        case dataReturn
        case dataLineFeed
        case trailer
        case end
    }

    private var state = State.size
    private var (sizeDigits, size, lineBytes) = (0, Int64(0), 0)
    private var trailer: [UInt8] = []
    private var trailerLineStart = 0

    /// Reads on from `at`, which it moves past everything but data.
    mutating func next(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) throws(WireFault) -> Step {
        while true {
            switch state {
            case .end: return .end
            case .data where size > 0:
                return at == bytes.count ? .more : .data(Int(min(size, Int64(bytes.count - at))))
            case .data: state = .dataReturn
            default:
                guard at < bytes.count else { return .more }
                try read(bytes[at])
                at += 1
            }
        }
    }

    /// So many bytes of data were taken.
    mutating func take(_ count: Int) { size -= Int64(count) }

    private mutating func read(_ byte: UInt8) throws(WireFault) {
        switch state {
        case .sizeLineFeed:
            guard byte == WireByte.lineFeed else { throw WireFault("the line with a chunk's size ends with a bare carriage return") }
            state = size == 0 ? .trailer : .data
            (sizeDigits, lineBytes) = (0, 0)
        case .dataReturn:
            guard byte == WireByte.carriageReturn else { throw WireFault("a chunk is longer than its size") }
            state = .dataLineFeed
        case .dataLineFeed:
            guard byte == WireByte.lineFeed else { throw WireFault("a chunk ends with a bare carriage return") }
            (state, size) = (.size, 0)
        case .trailer: try readTrailer(byte)
        case .data, .end: break
        default:
            lineBytes += 1
            guard lineBytes <= Self.limitLineBytes else {
                throw WireFault("a chunk's size and extensions take more than \(Self.limitLineBytes) bytes")
            }
            try readSizeLine(byte)
        }
    }

    private mutating func readSizeLine(_ byte: UInt8) throws(WireFault) {
        switch state {
        case .size:
            if let digit = WireByte.hexValue(byte) {
                guard sizeDigits < Self.limitSizeDigits else {
                    throw WireFault("a chunk's size has more than \(Self.limitSizeDigits) digits")
                }
                (sizeDigits, size) = (sizeDigits + 1, size << 4 | digit)
                return
            }
            guard sizeDigits > 0 else { throw WireFault("a chunk's size is not a hexadecimal number") }
            try endOfExtension(byte)
        case .afterSize, .afterQuoted: try endOfExtension(byte)
        case .name(let isEmpty):
            if WireByte.isToken(byte) {
                state = .name(isEmpty: false)
            } else if byte == UInt8(ascii: "="), !isEmpty {
                state = .value(isEmpty: true)
            } else {
                guard !isEmpty else { throw Self.badExtension }
                try endOfExtension(byte)
            }
        case .value(let isEmpty):
            if WireByte.isToken(byte) {
                state = .value(isEmpty: false)
            } else if byte == UInt8(ascii: "\""), isEmpty {
                state = .quoted
            } else {
                guard !isEmpty else { throw Self.badExtension }
                try endOfExtension(byte)
            }
        case .quoted:
            guard WireByte.isValue(byte) else { throw Self.badExtension }
            state = byte == UInt8(ascii: "\"") ? .afterQuoted : byte == UInt8(ascii: "\\") ? .escaped : .quoted
        case .escaped:
            guard WireByte.isValue(byte) else { throw Self.badExtension }
            state = .quoted
        case .sizeLineFeed, .data, .dataReturn, .dataLineFeed, .trailer, .end: break
        }
    }

    /// What may follow a size or an extension: another extension, or the line's end.
    private mutating func endOfExtension(_ byte: UInt8) throws(WireFault) {
        switch byte {
        case UInt8(ascii: ";"): state = .name(isEmpty: true)
        case WireByte.carriageReturn: state = .sizeLineFeed
        default: throw Self.badExtension
        }
    }

    private static let badExtension = WireFault("what follows a chunk's size is no extension and no line end")

    private mutating func readTrailer(_ byte: UInt8) throws(WireFault) {
        guard trailer.count < Self.limitTrailerBytes else {
            throw WireFault("the trailer is larger than \(Self.limitTrailerBytes) bytes", status: 431)
        }
        trailer.append(byte)
        guard byte == WireByte.lineFeed else { return }
        let end = trailer.count
        guard end - trailerLineStart >= 2, trailer[end - 2] == WireByte.carriageReturn else {
            throw WireFault("a line of the trailer ends without a carriage return")
        }
        let isEmpty = end - 2 == trailerLineStart
        trailerLineStart = end
        guard isEmpty else { return }
        _ = try trailer.withUnsafeBufferPointer { lines throws(WireFault) in try FieldLines.parse(UnsafeRawBufferPointer(lines)) }
        state = .end
    }
}
