/// SHA-256 (FIPS 180-4) with the processor's own instructions where it has them.
public enum SHA256 {
    /// How long a digest is.
    public static let byteCount = 32

    /// The digest of bytes that lie together: an array, a slice of one, `Data`, the `utf8` of a string.
    @inlinable
    public static func hash(_ bytes: some Collection<UInt8>) -> [UInt8] {
        bytes.withContiguousStorageIfAvailable { hash(UnsafeRawBufferPointer($0)) }
            ?? [UInt8](bytes).withUnsafeBytes { hash($0) }
    }

    /// The digest of bytes in memory.
    public static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        let context = DigestPool.start()
        defer { DigestPool.release(context) }
        DigestPool.update(context, bytes)
        return DigestPool.finish(context)
    }

    /// The digest of a text's UTF-8.
    public static func hash(_ text: String) -> [UInt8] { hash(text.utf8) }

    /// The digest in 64 lower-case hexadecimal digits.
    @inlinable
    public static func hex(_ bytes: some Collection<UInt8>) -> String { Hex.encode(hash(bytes)) }

    /// The digest of a text's UTF-8 in 64 lower-case hexadecimal digits.
    public static func hex(_ text: String) -> String { Hex.encode(hash(text)) }
}
