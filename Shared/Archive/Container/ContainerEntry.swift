/// One entry of a container. Its name has been checked and is safe to show and compare; it is still never a path to write to.
public struct ContainerEntry: Hashable, Sendable {
    /// The name, with `/` between steps; a directory's without the one at its end.
    public let name: String
    /// Whether it is a directory, and so without bytes.
    public let isDirectory: Bool
    /// Unpacked, in bytes. The reader holds the container to it.
    public let byteCount: Int64
    /// Packed, in bytes.
    public let packedByteCount: Int64
}
