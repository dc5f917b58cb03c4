/// Bytes to be sent, of a size that is known, read as the peer takes them. They may be asked for again: a connection can turn out dead
/// when the first bytes are already gone.
public protocol UploadSource: Sendable {
    /// How many bytes there are.
    var byteCount: Int64 { get }

    /// The bytes from `offset` on: at least one, at most `maximumBytes`. One call at a time.
    func read(at offset: Int64, maximumBytes: Int) async throws -> [UInt8]
}

/// Bytes in memory as a source.
public struct BytesUpload: UploadSource {
    private let bytes: [UInt8]

    /// These bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// How many there are.
    public var byteCount: Int64 { Int64(bytes.count) }

    /// Those from `offset` on.
    public func read(at offset: Int64, maximumBytes: Int) -> [UInt8] { Array(bytes[Int(offset)...].prefix(maximumBytes)) }
}
