/// What an SSH server says about a file that is being got.
struct RemoteFile: Sendable, Hashable {
    /// How much is coming, in bytes.
    let comingBytes: Int64?
    /// When it was changed, in seconds since 1970.
    let modified: Int64?

    init(_ handle: EasyHandle) { (comingBytes, modified) = (handle.announcedBytes, handle.fileTime) }
}
