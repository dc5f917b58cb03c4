import Glibc

/// An open file to answer with. Opened by the handler, so that a missing file is the handler's answer; closed when nobody uses it.
public final class HTTPFile: Sendable {
    /// The file's size when it was opened, in bytes.
    public let size: UInt64
    let descriptor: Int32

    /// Opens a regular file for reading. Throws ``HTTPFileError``.
    public init(opening path: String) throws(HTTPFileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw HTTPFileError(path: path, errno: errno) }
        var attributes = stat()
        guard fstat(descriptor, &attributes) == 0, attributes.st_mode & S_IFMT == S_IFREG else {
            let reason = attributes.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL
            close(descriptor)
            throw HTTPFileError(path: path, errno: reason)
        }
        self.descriptor = descriptor
        size = UInt64(attributes.st_size)
    }

    deinit { close(descriptor) }
}

/// A file that could not be opened to answer with.
public struct HTTPFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which file.
    public let path: String
    /// The system's reason: `ENOENT`, `EACCES`, …
    public let errno: Int32

    /// The error in words.
    public var description: String { "cannot open \(path): \(String(cString: strerror(errno)))" }
}
