/// How large a container, and what is in it, may be. What exceeds a limit is a named ``ContainerError``.
public struct ContainerLimits: Hashable, Sendable {
    /// The most entries, directories included.
    public var entriesMax: Int
    /// The longest name, in bytes of UTF-8.
    public var nameBytesMax: Int
    /// The largest entry, unpacked, in bytes.
    public var entryBytesMax: Int64
    /// All entries together, unpacked, in bytes.
    public var totalBytesMax: Int64
    /// How many times larger than packed an entry may be. Deflate can reach 1032; documents stay under 100.
    public var compressionRatioMax: Int64
    /// Up to which size (unpacked, in bytes) an entry's ratio is not judged: a short text of blanks is no bomb.
    public var ratioFreeBytes: Int64

    /// The defaults suit messages from partners: 1,000 files, 2 GiB each, 4 GiB together, 200 times.
    public init(
        entriesMax: Int = 1_000, nameBytesMax: Int = 255, entryBytesMax: Int64 = 2 << 30, totalBytesMax: Int64 = 4 << 30,
        compressionRatioMax: Int64 = 200, ratioFreeBytes: Int64 = 1 << 20
    ) {
        self.entriesMax = entriesMax
        self.nameBytesMax = nameBytesMax
        self.entryBytesMax = entryBytesMax
        self.totalBytesMax = totalBytesMax
        self.compressionRatioMax = compressionRatioMax
        self.ratioFreeBytes = ratioFreeBytes
    }
}
