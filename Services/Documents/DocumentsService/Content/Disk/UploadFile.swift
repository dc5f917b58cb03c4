import Crypto
import Glibc

/// An upload in parts, open and locked against other writers (of this and other processes). Used on disk threads, one call at a time.
///
/// Unchecked: its owner awaits each call before the next; nobody else has it.
final class UploadFile: @unchecked Sendable {
    private let path: String
    private let calls: DiskCalls
    private var descriptor: Int32
    private(set) var byteCount: Int64
    private let hash = SHA256Stream()
    private var hashedByteCount: Int64 = 0

    /// How much is read for the checksum in one call, so that a large upload does not keep a disk thread.
    static let hashedAtOnceBytes = 64 << 20
    private static let pieceBytes = 1 << 20

    /// Opens it; nil when it is not there and shall not be made.
    init?(_ path: String, create: Bool, _ calls: DiskCalls) throws(ContentError) {
        (self.path, self.calls) = (path, calls)
        descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | (create ? O_CREAT : 0), 0o600)
        byteCount = 0
        guard descriptor >= 0 else {
            if errno == ENOENT, !create { return nil }
            throw DiskCalls.error("opening an upload", errno)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            if errno == EWOULDBLOCK { throw ContentError(.uploadBusy, "another part of this upload is being written") }
            throw DiskCalls.error("locking an upload", errno)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw DiskCalls.error("looking at an upload", errno) }
        // Removed between opening and locking: whoever writes to it would write to nobody.
        guard status.st_nlink > 0 else { throw ContentError(.uploadBusy, "the upload was just finished or discarded") }
        byteCount = Int64(status.st_size)
        if create, byteCount == 0 { try calls.sync(folder: DiskCalls.parent(of: path)) }
    }

    deinit { close() }

    /// Lets other writers at it. To be called at the end of a call: the last reference may go a little later, on a disk thread, and whoever
    /// asks in between would find the upload busy. Unlocked by name: a child process that is just being started holds every file of its
    /// parent until it begins its own program, and with the file the lock.
    func close() {
        if descriptor >= 0 {
            _ = flock(descriptor, LOCK_UN)
            Glibc.close(descriptor)
        }
        descriptor = -1
    }

    /// Adds bytes at the end; after a failure the file is as long as before.
    func write(_ bytes: [UInt8]) throws(ContentError) {
        guard lseek(descriptor, off_t(byteCount), SEEK_SET) >= 0 else { throw DiskCalls.error("writing", errno) }
        do throws(ContentError) {
            try calls.writeAll(descriptor, bytes)
        } catch {
            ftruncate(descriptor, off_t(byteCount))
            throw error
        }
        byteCount += Int64(bytes.count)
    }

    func sync() throws(ContentError) { try calls.sync(descriptor) }

    /// Hashes the next part of what is there; nil until all of it was.
    func hashNext() throws(ContentError) -> ContentDigest? {
        let end = min(byteCount, hashedByteCount + Int64(Self.hashedAtOnceBytes))
        while hashedByteCount < end {
            var count = 0
            let wanted = Int(min(Int64(Self.pieceBytes), end - hashedByteCount))
            let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
                count = pread(descriptor, buffer.baseAddress, wanted, off_t(hashedByteCount))
                filled = max(0, count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw DiskCalls.error("reading an upload", count < 0 ? errno : EIO) }
            hash.update(bytes)
            hashedByteCount += Int64(count)
        }
        return hashedByteCount == byteCount ? ContentDigest(bytes: hash.finish()) : nil
    }

    func place(at final: String) throws(ContentError) -> Bool { try FilePlacement.place(path, byteCount: byteCount, at: final, calls) }

    func remove() { unlink(path) }
}
