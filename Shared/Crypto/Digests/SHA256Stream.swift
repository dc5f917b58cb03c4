/// SHA-256 of bytes that come piece by piece. One owner at a time.
public final class SHA256Stream {
    private let context = DigestPool.start()

    /// Nothing hashed yet.
    public init() {}

    deinit { DigestPool.release(context) }

    /// Takes the next piece: an array, a slice of one, `Data`, the `utf8` of a string.
    @inlinable
    public func update(_ bytes: some Collection<UInt8>) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if isDone == nil { [UInt8](bytes).withUnsafeBytes { update($0) } }
    }

    /// Takes the next piece from memory.
    public func update(_ bytes: UnsafeRawBufferPointer) { DigestPool.update(context, bytes) }

    /// The digest of all pieces; the stream then starts anew.
    public func finish() -> [UInt8] {
        defer { DigestPool.restart(context) }
        return DigestPool.finish(context)
    }
}
