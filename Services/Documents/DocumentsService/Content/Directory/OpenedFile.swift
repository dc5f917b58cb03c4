import Glibc

/// A stored file open for reading. Safe on several threads: `pread` has no position.
final class OpenedFile: Sendable {
    let byteCount: Int64
    private let descriptor: Int32

    init(_ path: String, digest: ContentDigest) throws(ContentError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
            if errno == ENOENT { throw .notFound(digest) }
            throw DiskCalls.readingError("opening a file", errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw ContentError(.unreadable, "what lies there is no file")
        }
        byteCount = Int64(status.st_size)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// At most so many bytes from there; none at the end.
    func read(at offset: Int64, count: Int) throws(ContentError) -> [UInt8] {
        var reason: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            var got = pread(descriptor, buffer.baseAddress, count, off_t(offset))
            while got < 0, errno == EINTR { got = pread(descriptor, buffer.baseAddress, count, off_t(offset)) }
            reason = got < 0 ? errno : 0
            filled = max(0, got)
        }
        guard reason == 0 else { throw DiskCalls.readingError("reading a file", reason) }
        return bytes
    }
}
