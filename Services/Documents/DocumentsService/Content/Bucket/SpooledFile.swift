import Crypto
import Transfer

/// A file of the spool, or a part of it, on its way to the bucket.
struct SpooledFile: PartedSource {
    private let file: OpenedFile
    private let disk: DiskThreads
    private let range: Range<Int64>

    init(_ spool: ContentDirectory, _ key: ContentKey) async throws {
        disk = spool.disk
        file = try await spool.disk.run { try OpenedFile(spool.paths.file(key), digest: key.digest) }
        range = 0..<file.byteCount
    }

    /// An upload in parts, whole by now.
    init(_ spool: ContentDirectory, _ upload: UploadKey, _ digest: ContentDigest) async throws {
        disk = spool.disk
        file = try await spool.disk.run { try OpenedFile(spool.paths.upload(upload), digest: digest) }
        range = 0..<file.byteCount
    }

    private init(_ file: OpenedFile, _ disk: DiskThreads, _ range: Range<Int64>) {
        (self.file, self.disk, self.range) = (file, disk, range)
    }

    var byteCount: Int64 { Int64(range.count) }

    func read(at offset: Int64, maximumBytes: Int) async throws -> [UInt8] {
        let count = Int(min(Int64(maximumBytes), byteCount - offset))
        return try await disk.run { [file, range] in try file.read(at: range.lowerBound + offset, count: count) }
    }

    /// These bytes of it.
    func part(_ part: Range<Int64>) -> SpooledFile { SpooledFile(file, disk, part) }

    /// The part's SHA-256, for the server to compare.
    func digest() async throws(TransferError) -> String {
        let hash = SHA256Stream()
        var offset: Int64 = 0
        do {
            while offset < byteCount {
                let bytes = try await read(at: offset, maximumBytes: ContentBytes.pieceBytes)
                guard !bytes.isEmpty else { throw ContentError(.damaged, "the spooled file is shorter than it was") }
                hash.update(bytes)
                offset += Int64(bytes.count)
            }
        } catch {
            throw TransferError(.sourceFailed, "the spool: \(error)")
        }
        return ContentDigest(bytes: hash.finish()).hex
    }
}
