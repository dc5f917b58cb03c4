/// What a connection may do. A file has one writing connection at a time and any number of reading ones.
public enum Access: Hashable, Sendable {
    /// Reads, writes, makes the file when there is none, and is the only one that checkpoints the write-ahead log.
    case readWrite
    /// Reads the last committed state beside the writer; the file must exist.
    case readOnly
}
