import Crypto
import Domain
import Transfer

/// Files in an S3-compatible bucket: `<orgnr>/<sha256>`, and `damaged/<orgnr>/…`.
///
/// A file is taken in through a directory of this machine (the spool): there it is hashed, and from there it is sent with size and checksum known, so that the server
/// compares too. Uploads in parts grow in the spool as well: when its machine is lost, the client begins them anew.
struct ContentBucket: ContentStore {
    /// Limits, with their units in their names.
    struct Limits: Sendable {
        /// Larger files are sent in parts.
        var singlePutBytesMax: Int64 = 256 << 20
        /// How large a part is (S3 wants 5 MiB at least, and 10,000 parts at most: files up to 640 GiB).
        var partBytes: Int64 = 64 << 20
        /// A file that is stored again is sent again when it has lain longer: its age is what the search for orphans goes by.
        var refreshAfterMilliseconds: Int64 = 3_600_000
    }

    let bucket: S3Bucket
    let spool: ContentDirectory
    var limits = Limits()
    /// The clock, in milliseconds since 1970.
    let now: @Sendable () -> Int64

    func key(_ key: ContentKey) -> String { "\(key.kommune)/\(key.digest)" }

    func put<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, kommune: Organisasjonsnummer, expected: ContentDigest?, byteLimit: Int64
    ) async throws -> StoredContent where Pieces.Element == [UInt8] {
        let spooled = try await spool.put(pieces, kommune: kommune, expected: expected, byteLimit: byteLimit)
        return try await send(ContentKey(kommune: kommune, digest: spooled.digest), byteCount: spooled.byteCount)
    }

    /// Sends a file of the spool, and removes it from there, also when that failed.
    private func send(_ key: ContentKey, byteCount: Int64) async throws -> StoredContent {
        do {
            let stored = try await sendUnlessThere(key, byteCount) { try await SpooledFile(spool, key) }
            _ = try await spool.remove(key)
            return stored
        } catch let error as ContentError {
            // What stays in the spool is removed with what is abandoned; the reason why is the one to tell.
            _ = try? await spool.remove(key)
            throw error
        }
    }

    private func sendUnlessThere(
        _ key: ContentKey, _ byteCount: Int64, _ spooled: () async throws -> SpooledFile
    ) async throws -> StoredContent {
        let there = try await look(key)
        if let there {
            guard there.bytes == byteCount else {
                throw ContentError(.damaged, "what is stored under this SHA-256 has \(there.bytes) bytes instead of \(byteCount)")
            }
            let age = now() - (Tidspunkt(there.modified)?.milliseconds ?? 0)
            if age < limits.refreshAfterMilliseconds { return StoredContent(digest: key.digest, byteCount: byteCount, wasThere: true) }
        }
        let source: SpooledFile
        do { source = try await spooled() } catch let error as ContentError where error.code == .notFound {
            // All who take in the same bytes at once share the spool's file, and the first to be done with it has removed it.
            guard let sent = try await look(key), sent.bytes == byteCount else {
                throw ContentError(.unavailable, "another was sending the same bytes to the bucket, and failed: send them again")
            }
            return StoredContent(digest: key.digest, byteCount: byteCount, wasThere: true)
        }
        let isNew = try await named(key.digest) { () async throws(TransferError) -> Bool in
            if byteCount > limits.singlePutBytesMax {
                try await bucket.putParts(source, as: self.key(key), partBytes: limits.partBytes)
            } else {
                do throws(TransferError) {
                    try await bucket.put(self.key(key), source, sha256: key.digest.hex, onlyIfAbsent: there == nil)
                } catch {
                    // Somebody else was quicker with the same bytes.
                    guard there == nil, error.replyCode == 412 else { throw error }
                    return false
                }
            }
            return true
        }
        return StoredContent(digest: key.digest, byteCount: byteCount, wasThere: there != nil || !isNew)
    }

    /// The object with the moment it was written, which a listing says to the millisecond.
    private func look(_ key: ContentKey) async throws -> S3Object? {
        let name = self.key(key)
        return try await named(key.digest) { () async throws(TransferError) in
            try await bucket.list(prefix: name, limit: 1).objects.first { $0.key == name }
        }
    }

    func byteCount(of key: ContentKey) async throws -> Int64? {
        try await named(key.digest) { () async throws(TransferError) in try await bucket.head(self.key(key))?.bytes }
    }

    func open(_ key: ContentKey, range: Range<Int64>?) async throws -> ContentBytes {
        guard let byteCount = try await byteCount(of: key) else { throw ContentError.notFound(key.digest) }
        let range = (range ?? 0..<byteCount).clamped(to: 0..<byteCount)
        return ContentBytes(range: range, fileByteCount: byteCount) { [bucket, name = self.key(key)] in
            let reader = BucketReader(bucket: bucket, key: name, range: range)
            return { try await Self.named(key.digest) { () async throws(TransferError) in try await reader.next() } }
        }
    }

    func path(of key: ContentKey) -> String? { nil }

    func list(_ kommune: Organisasjonsnummer, after: ContentDigest?, limit: Int) async throws -> [ListedContent] {
        var (found, place) = ([ListedContent](), after.map { key(ContentKey(kommune: kommune, digest: $0)) })
        while found.count < limit {
            let (start, wanted) = (place, min(1_000, limit - found.count))
            let page = try await named(nil) { () async throws(TransferError) in
                try await bucket.list(prefix: "\(kommune)/", after: start, limit: wanted)
            }
            found += page.objects.compactMap { object in
                let name = object.key.dropFirst(kommune.rawValue.utf8.count + 1)
                guard let digest = ContentDigest(name), digest.hex == name, let time = Tidspunkt(object.modified) else { return nil }
                return ListedContent(digest: digest, byteCount: object.bytes, storedAtMilliseconds: time.milliseconds)
            }
            guard let next = page.next else { break }
            place = next
        }
        return found
    }

    /// Looks, then removes: a bucket cannot do both in one step. What is stored again in between is lost to the bucket until it is sent once more; the grace
    /// time and the refreshing of what is stored again leave only the moment between the two requests.
    func remove(_ key: ContentKey, storedBefore milliseconds: Int64) async throws -> Bool {
        guard let there = try await look(key), let time = Tidspunkt(there.modified), time.milliseconds < milliseconds else { return false }
        try await named(key.digest) { () async throws(TransferError) in try await bucket.delete(self.key(key)) }
        return true
    }

    func setAside(_ key: ContentKey) async throws {
        guard try await byteCount(of: key) != nil else { return }
        let copy = try await spool.put(try await open(key, range: nil), kommune: key.kommune, expected: nil, byteLimit: .max)
        let copied = ContentKey(kommune: key.kommune, digest: copy.digest)
        let source = try await SpooledFile(spool, copied)
        try await named(key.digest) { () async throws(TransferError) in
            // Under both checksums: which it should be, and which it is.
            try await bucket.put("damaged/\(self.key(key))-\(copy.digest)", source, sha256: copy.digest.hex)
            try await bucket.delete(self.key(key))
        }
        _ = try await spool.remove(copied)
    }
}

// MARK: - Uploads in parts

extension ContentBucket {
    func uploadedByteCount(_ upload: UploadKey) async throws -> Int64 { try await spool.uploadedByteCount(upload) }

    func append<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, to upload: UploadKey, at offset: Int64, byteLimit: Int64
    ) async throws -> Int64 where Pieces.Element == [UInt8] {
        try await spool.append(pieces, to: upload, at: offset, byteLimit: byteLimit)
    }

    /// It stays an upload until the bucket has it: while the server is away, nothing that came is lost, and the client finishes it later.
    func finish(_ upload: UploadKey, expected: ContentDigest?) async throws -> StoredContent {
        guard let (file, digest) = try await spool.sealed(upload, expected: expected) else {
            return try await finishedBefore(upload, expected: expected)
        }
        defer { file.close() }
        let key = ContentKey(kommune: upload.kommune, digest: digest)
        let stored = try await sendUnlessThere(key, file.byteCount) { try await SpooledFile(spool, upload, digest) }
        // Still locked: nobody has added to it since it was hashed.
        try await spool.disk.run { file.remove() }
        return stored
    }

    func discard(_ upload: UploadKey) async throws { try await spool.discard(upload) }

    func uploads(_ kommune: Organisasjonsnummer) async throws -> [ListedUpload] { try await spool.uploads(kommune) }

    func discardAbandoned(_ kommune: Organisasjonsnummer, unchangedSince milliseconds: Int64) async throws -> Int {
        var removed = try await spool.discardAbandoned(kommune, unchangedSince: milliseconds)
        // Files that were taken in and never sent: their process died in between.
        for left in try await spool.list(kommune, after: nil, limit: 10_000) {
            let key = ContentKey(kommune: kommune, digest: left.digest)
            if try await spool.remove(key, storedBefore: milliseconds) { removed += 1 }
        }
        return removed
    }
}

// MARK: - What a failing server means

extension ContentBucket {
    /// Runs requests; a server that is away or refuses is the storage's failure, and may pass.
    static func named<Value>(
        _ digest: ContentDigest?, _ body: () async throws(TransferError) -> Value
    ) async throws -> Value {
        do throws(TransferError) {
            return try await body()
        } catch {
            // What the caller itself gave up is its own.
            if error.code == .cancelled { throw CancellationError() }
            if error.code == .notFound, let digest, !error.message.contains("NoSuchBucket") { throw ContentError.notFound(digest) }
            if error.replyCode == 507 || error.message.contains("QuotaExceeded") || error.message.contains("StorageFull") {
                throw ContentError(.diskFull, "the bucket: \(error)")
            }
            throw ContentError(.unavailable, "the bucket: \(error)")
        }
    }

    private func named<Value>(_ digest: ContentDigest?, _ body: () async throws(TransferError) -> Value) async throws -> Value {
        try await Self.named(digest, body)
    }
}
