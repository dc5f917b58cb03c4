import Crypto
import Glibc

/// A file on its way in: written and hashed under a temporary name, then named after its digest. Used on disk threads, one call at a time.
///
/// Unchecked: its owner awaits each call before the next; nobody else has it.
final class IncomingFile: @unchecked Sendable {
    private let path: String
    private let calls: DiskCalls
    private var descriptor: Int32
    private let hash = SHA256Stream()
    private var isPlaced = false
    /// Bytes written so far.
    private(set) var byteCount: Int64 = 0

    /// - Parameter path: must not exist; its folder must.
    init(_ path: String, _ calls: DiskCalls) throws(ContentError) {
        (self.path, self.calls) = (path, calls)
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DiskCalls.error("making a file", errno) }
    }

    deinit { abandon() }

    func write(_ bytes: [UInt8]) throws(ContentError) {
        try calls.writeAll(descriptor, bytes)
        hash.update(bytes)
        byteCount += Int64(bytes.count)
    }

    /// Ends the writing: the bytes are on the disk and have the digest that was stated.
    func seal(expected: ContentDigest?) throws(ContentError) -> ContentDigest {
        let digest = ContentDigest(bytes: hash.finish())
        if let expected, expected != digest { throw .mismatch(expected: expected, actual: digest) }
        try calls.sync(descriptor)
        return digest
    }

    /// Gives the sealed file its final name.
    ///
    /// - Returns: whether the same content was there already; this one is removed then.
    func place(at final: String) throws(ContentError) -> Bool {
        let wasThere = try FilePlacement.place(path, byteCount: byteCount, at: final, calls)
        isPlaced = true
        close()
        return wasThere
    }

    /// Removes what was written, unless it has its final name.
    func abandon() {
        close()
        if !isPlaced { unlink(path) }
        isPlaced = true
    }

    private func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }
}
