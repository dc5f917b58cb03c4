import Transfer

/// Reads an object's bytes in order; the request is made when the first are asked for.
///
/// Unchecked: used by one iterator, which awaits each piece before it asks for the next.
final class BucketReader: @unchecked Sendable {
    private let bucket: S3Bucket
    private let key: String
    private let range: Range<Int64>
    private var iterator: HTTPClientBody.Iterator?
    private var read: Int64 = 0

    init(bucket: S3Bucket, key: String, range: Range<Int64>) { (self.bucket, self.key, self.range) = (bucket, key, range) }

    /// The next piece; empty at the end.
    func next() async throws(TransferError) -> [UInt8] {
        guard read < Int64(range.count) else { return [] }
        var pieces: HTTPClientBody.Iterator
        if let iterator {
            pieces = iterator
        } else {
            pieces = try await bucket.get(key, range: range.lowerBound...range.upperBound - 1).body.makeAsyncIterator()
        }
        let piece = try await pieces.next()
        iterator = pieces
        guard let piece else { throw TransferError(.connectionLost, "the object ends after \(read) of \(range.count) bytes") }
        read += Int64(piece.count)
        return piece
    }
}
