import Crypto
import Glibc
import ShardRuntime
import Transfer

/// An open file, closed with its last user.
private final class OpenFile: Sendable {
    let descriptor: Int32

    init(_ path: String, _ flags: Int32) throws { descriptor = try SnapshotDisk.open(path, flags) }

    deinit { close(descriptor) }
}

/// A file of this machine, or a part of it, on its way to a bucket.
struct FileUpload: PartedSource {
    private let file: OpenFile
    private let disk: SnapshotDisk
    private let range: Range<Int64>

    init(_ local: LocalFile, disk: SnapshotDisk) async throws {
        let file = try await disk.run { try OpenFile(local.path, O_RDONLY) }
        (self.file, self.disk, range) = (file, disk, 0..<local.bytes)
    }

    private init(_ file: OpenFile, _ disk: SnapshotDisk, _ range: Range<Int64>) {
        (self.file, self.disk, self.range) = (file, disk, range)
    }

    var byteCount: Int64 { Int64(range.count) }

    func read(at offset: Int64, maximumBytes: Int) async throws -> [UInt8] {
        let (start, count) = (range.lowerBound + offset, Int(min(Int64(maximumBytes), byteCount - offset)))
        return try await disk.run { [file] in
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                filled = max(0, pread(file.descriptor, buffer.baseAddress, count, off_t(start)))
            }
            guard !bytes.isEmpty else { throw SnapshotDisk.error("reading the snapshot at \(start)", EIO) }
            return bytes
        }
    }

    /// These bytes of it.
    func part(_ part: Range<Int64>) -> FileUpload { FileUpload(file, disk, part) }

    /// The part's SHA-256, for the server to compare.
    func digest() async throws(TransferError) -> String {
        let hash = SHA256Stream()
        var offset: Int64 = 0
        do {
            while offset < byteCount {
                let bytes = try await read(at: offset, maximumBytes: SnapshotDisk.pieceBytes)
                hash.update(bytes)
                offset += Int64(bytes.count)
            }
        } catch {
            throw TransferError(.sourceFailed, "\(error)")
        }
        return Hex.encode(hash.finish())
    }
}

/// A new file of this machine that a download fills.
struct FileSink: DownloadSink {
    private let file: OpenFile
    private let disk: SnapshotDisk

    init(_ path: String, disk: SnapshotDisk) async throws {
        file = try await disk.run { try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL) }
        self.disk = disk
    }

    func begin(_ head: DownloadHead) async throws {
        try await disk.run { [file] in
            guard ftruncate(file.descriptor, off_t(head.offset)) == 0, lseek(file.descriptor, off_t(head.offset), SEEK_SET) >= 0 else {
                throw SnapshotDisk.error("beginning at \(head.offset)", errno)
            }
        }
    }

    func write(_ bytes: [UInt8]) async throws {
        try await disk.run { [file] in try SnapshotDisk.write(bytes, to: file.descriptor) }
    }

    /// Waits until all of it lies on the disk.
    func finish() async throws {
        try await disk.run { [file] in
            guard fsync(file.descriptor) == 0 else { throw SnapshotDisk.error("fsync", errno) }
        }
    }
}
