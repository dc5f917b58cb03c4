import Domain

/// Keeps files by municipality and SHA-256: written safely, once, never overwritten. Back ends: a directory, and a bucket.
///
/// Every call may throw ``ContentError``; what a caller's own sequence of bytes throws comes through as it is, with nothing kept. When a call that writes
/// has returned, the bytes survive a power cut.
protocol ContentStore: Sendable {
    /// Stores a file from its bytes as they come; they are never all in memory.
    ///
    /// - Parameters:
    ///   - pieces: of any size.
    ///   - expected: what the bytes must have as SHA-256; nil when nobody knows.
    ///   - byteLimit: the largest file accepted.
    /// - Throws: `checksumMismatch`, `tooLarge`, `diskFull`, `unavailable`; nothing is left behind then.
    func put<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, kommune: Organisasjonsnummer, expected: ContentDigest?, byteLimit: Int64
    ) async throws -> StoredContent where Pieces.Element == [UInt8]

    /// How many bytes a file has; nil when it is not there.
    func byteCount(of key: ContentKey) async throws -> Int64?

    /// A file's bytes, or a part of them, as they are asked for.
    ///
    /// - Parameter range: cut to the file's size; nil is all of it.
    /// - Throws: `notFound`, `unavailable`.
    func open(_ key: ContentKey, range: Range<Int64>?) async throws -> ContentBytes

    /// Where the file lies on this machine, for an answer sent by the kernel without a copy; nil in back ends without files.
    func path(of key: ContentKey) -> String?

    /// The files of a municipality in the order of their digests.
    ///
    /// - Parameters:
    ///   - after: where the page before ended; nil from the start.
    ///   - limit: the most to give; fewer than that is the end.
    func list(_ kommune: Organisasjonsnummer, after: ContentDigest?, limit: Int) async throws -> [ListedContent]

    /// Removes a file; false when there was none. Only disposal and the orphan search may ask for this.
    ///
    /// - Parameter milliseconds: since 1970: only when nobody stored it, for the first time or again, from then on. The storage looks and removes in
    ///   one step, so that what is being stored again is never removed.
    func remove(_ key: ContentKey, storedBefore milliseconds: Int64) async throws -> Bool

    /// Puts damaged bytes where nobody is given them as the file, and keeps them for whoever wants to know what happened. The file is then not there
    /// and can be stored again. Does nothing when there is none.
    func setAside(_ key: ContentKey) async throws

    // MARK: Uploads in parts

    /// How many bytes of an upload are durably there; 0 when nothing came yet. The next part begins there.
    func uploadedByteCount(_ upload: UploadKey) async throws -> Int64

    /// Adds a part. When the bytes stop coming, what came is kept: ask for ``uploadedByteCount(_:)`` and go on from there.
    ///
    /// - Parameters:
    ///   - offset: must be how much is there.
    ///   - byteLimit: the largest upload, all parts together.
    /// - Returns: how much is there now.
    /// - Throws: `uploadOffset`, `uploadBusy`, `tooLarge`, `diskFull`.
    func append<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, to upload: UploadKey, at offset: Int64, byteLimit: Int64
    ) async throws -> Int64 where Pieces.Element == [UInt8]

    /// Makes an upload a stored file. Asked again after it succeeded (the answer was lost), it succeeds again where `expected` is given.
    ///
    /// - Throws: `checksumMismatch` (the upload is gone then), `notFound` when there is no such upload.
    func finish(_ upload: UploadKey, expected: ContentDigest?) async throws -> StoredContent

    /// Forgets an upload; does nothing when there is none.
    func discard(_ upload: UploadKey) async throws

    /// The uploads under way.
    func uploads(_ kommune: Organisasjonsnummer) async throws -> [ListedUpload]

    /// Removes uploads, and half-written files of processes that died, that did not change since then.
    ///
    /// - Parameter milliseconds: since 1970.
    /// - Returns: how many were removed.
    func discardAbandoned(_ kommune: Organisasjonsnummer, unchangedSince milliseconds: Int64) async throws -> Int
}

extension ContentStore {
    /// Stores bytes that are in memory.
    func put(_ bytes: [UInt8], kommune: Organisasjonsnummer, expected: ContentDigest? = nil) async throws -> StoredContent {
        try await put(ContentBytes(bytes), kommune: kommune, expected: expected, byteLimit: .max)
    }

    /// What `finish` answers when there is no such upload: it was finished before, and the answer was lost, or it never was.
    ///
    /// - Throws: `notFound`.
    func finishedBefore(_ upload: UploadKey, expected: ContentDigest?) async throws -> StoredContent {
        guard let expected, let byteCount = try await byteCount(of: ContentKey(kommune: upload.kommune, digest: expected)) else {
            throw ContentError(.notFound, "no such upload")
        }
        return StoredContent(digest: expected, byteCount: byteCount, wasThere: true)
    }

    /// Removes a file whenever it was stored.
    func remove(_ key: ContentKey) async throws -> Bool { try await remove(key, storedBefore: .max) }

    /// A part of a file in memory, cut to the file's size.
    func read(_ key: ContentKey, _ range: Range<Int64>) async throws -> [UInt8] {
        var all: [UInt8] = []
        for try await piece in try await open(key, range: range) { all += piece }
        return all
    }
}
