import Glibc

/// Where a container's bytes come from: memory, or an open file. Both readers of a container read the same source.
final class ByteSource {
    private enum Place {
        case memory([UInt8])
        case file(Int32)
    }

    private let place: Place
    /// In bytes.
    let byteCount: Int64

    init(_ bytes: [UInt8]) { (place, byteCount) = (.memory(bytes), Int64(bytes.count)) }

    /// - Throws: `unreadable` when the file cannot be opened, or is not a plain file.
    init(path: String) throws(ContainerError) {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ContainerError(.unreadable, "the file cannot be opened: \(String(cString: strerror(errno)))") }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw ContainerError(.unreadable, "not a plain file")
        }
        (place, byteCount) = (.file(descriptor), Int64(status.st_size))
    }

    deinit { if case .file(let descriptor) = place { close(descriptor) } }

    /// Reads what fits in `buffer` from there; nil when the file cannot be read, 0 at the end.
    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        guard offset >= 0, offset < byteCount, let target = buffer.baseAddress else { return 0 }
        let count = Int(min(Int64(buffer.count), byteCount - offset))
        switch place {
        case .memory(let bytes):
            bytes.withUnsafeBytes { source in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[Int(offset)..<Int(offset) + count]))
            }
            return count
        case .file(let descriptor):
            while true {
                let got = pread(descriptor, target, count, off_t(offset))
                if got >= 0 { return got }
                guard errno == EINTR else { return nil }
            }
        }
    }

    /// Exactly these bytes.
    ///
    /// - Throws: `malformed` when the source ends before, `unreadable` when it cannot be read.
    func bytes(at offset: Int64, count: Int) throws(ContainerError) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= byteCount, Int64(count) <= byteCount - offset else {
            throw ContainerError(.malformed, "the container ends too early")
        }
        var isRead = true
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[filled...]))
                guard let got = read(at: offset + Int64(filled), into: rest), got > 0 else {
                    isRead = false
                    return
                }
                filled += got
            }
        }
        guard isRead else { throw ContainerError(.unreadable, "the file cannot be read") }
        return bytes
    }
}
