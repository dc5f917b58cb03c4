/// A file's bytes as they are asked for, piece by piece. Can be iterated several times where its source can.
struct ContentBytes: AsyncSequence, Sendable {
    typealias Element = [UInt8]

    /// How much is asked for at once.
    static let pieceBytes = 256 * 1024

    /// Which part of the file this is.
    let range: Range<Int64>
    /// How large the whole file is.
    let fileByteCount: Int64
    private let makeReader: @Sendable () -> Reader

    /// Gives the next piece; empty at the end.
    typealias Reader = @Sendable () async throws -> [UInt8]

    /// Bytes from a source that is read in order.
    init(range: Range<Int64>, fileByteCount: Int64, _ makeReader: @escaping @Sendable () -> Reader) {
        (self.range, self.fileByteCount, self.makeReader) = (range, fileByteCount, makeReader)
    }

    /// Bytes from a source that can be read anywhere; `read` gives at most so many bytes from there, and none only at the end.
    init(range: Range<Int64>, fileByteCount: Int64, at read: @escaping @Sendable (Int64, Int) async throws -> [UInt8]) {
        self.init(range: range, fileByteCount: fileByteCount) {
            let place = Place(range.lowerBound)
            return {
                let count = Int(Swift.min(Int64(Self.pieceBytes), range.upperBound - place.value))
                guard count > 0 else { return [] }
                let bytes = try await read(place.value, count)
                guard !bytes.isEmpty else { throw ContentError(.damaged, "the file is shorter than it was") }
                place.value += Int64(bytes.count)
                return bytes
            }
        }
    }

    /// Bytes in memory.
    init(_ bytes: [UInt8]) {
        self.init(range: 0..<Int64(bytes.count), fileByteCount: Int64(bytes.count)) { offset, count in
            Array(bytes[Int(offset)..<Int(offset) + count])
        }
    }

    /// The same bytes; `body` hears of what fails while they are read.
    func telling(_ body: @escaping @Sendable (any Error) -> Void) -> ContentBytes {
        ContentBytes(range: range, fileByteCount: fileByteCount) { [makeReader] in
            let read = makeReader()
            return {
                do {
                    return try await read()
                } catch {
                    body(error)
                    throw error
                }
            }
        }
    }

    /// How far one reader came. Unchecked: a reader is used by one iterator, which awaits each piece before it asks for the next.
    private final class Place: @unchecked Sendable {
        var value: Int64
        init(_ value: Int64) { self.value = value }
    }

    func makeAsyncIterator() -> Iterator { Iterator(next: makeReader()) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let next: Reader

        mutating func next() async throws -> [UInt8]? {
            let piece = try await next()
            return piece.isEmpty ? nil : piece
        }
    }
}
