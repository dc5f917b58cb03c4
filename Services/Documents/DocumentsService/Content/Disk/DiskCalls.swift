import Glibc

/// The calls to the system that write, and what their failures mean. Tests put a full disk in place of the real one.
struct DiskCalls: Sendable {
    /// `write(2)`.
    var write: @Sendable (Int32, UnsafeRawBufferPointer) -> Int = { Glibc.write($0, $1.baseAddress, $1.count) }
    /// `fsync(2)`.
    var fsync: @Sendable (Int32) -> Int32 = { Glibc.fsync($0) }
    private let named = NamedFolders()

    /// Writes all of it.
    func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) throws(ContentError) {
        let failure = bytes.withUnsafeBytes { buffer -> Int32? in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest))
                if count < 0 {
                    if errno == EINTR { continue }
                    return errno
                }
                // A disk that takes nothing and gives no reason is full.
                if count == 0 { return ENOSPC }
                rest = rest.dropFirst(count)
            }
            return nil
        }
        if let failure { throw Self.error("writing", failure) }
    }

    /// Waits until what was written lies on the disk.
    func sync(_ descriptor: Int32) throws(ContentError) {
        guard fsync(descriptor) == 0 else { throw Self.error("fsync", errno) }
    }

    /// Waits until a folder's names lie on the disk.
    func sync(folder path: String) throws(ContentError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.error("opening a folder", errno) }
        defer { close(descriptor) }
        try sync(descriptor)
    }

    /// Makes a folder, and those above it below `root`, unless they are there; each one's name is on the disk afterwards.
    func makeFolder(_ path: String, below root: String) throws(ContentError) {
        var isMade = mkdir(path, 0o700) == 0
        if !isMade, errno == ENOENT, path.count > root.count {
            try makeFolder(Self.parent(of: path), below: root)
            isMade = mkdir(path, 0o700) == 0
        }
        guard isMade || errno == EEXIST else { throw Self.error("making a folder", errno) }
        // Also of one that was there: whoever made it may have been ended before its name was on the disk.
        if !isMade, named.contains(path) { return }
        try sync(folder: Self.parent(of: path))
        named.insert(path)
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// What the system's reason means to whoever wants to read a stored file.
    static func readingError(_ what: String, _ reason: Int32) -> ContentError {
        let words = String(cString: strerror(reason))
        return switch reason {
        // The disk itself says that it cannot: another attempt will not help, unlike with everything else that can happen here.
        case EIO, EUCLEAN, EBADMSG, ENODATA: ContentError(.unreadable, "\(what): \(words)")
        case EACCES, EPERM, ELOOP: ContentError(.noAccess, "\(what): \(words)")
        default: error(what, reason)
        }
    }

    /// What the system's reason means to a caller.
    static func error(_ what: String, _ reason: Int32) -> ContentError {
        let words = String(cString: strerror(reason))
        return switch reason {
        case ENOSPC, EDQUOT: ContentError(.diskFull, "\(what): \(words)")
        default: ContentError(.unavailable, "\(what): \(words)")
        }
    }
}
