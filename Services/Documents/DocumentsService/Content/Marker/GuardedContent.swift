import Domain

/// A storage behind its gate: nothing is written to and nothing read from a place that is not this installation's, and a file that is not there is
/// missing only where the storage itself is there.
struct GuardedContent: ContentStore {
    let gate: ContentGate
    let unreadable: UnreadableFiles
    private var storage: any MarkedStorage { gate.storage }

    init(_ gate: ContentGate, unreadable: UnreadableFiles) { (self.gate, self.unreadable) = (gate, unreadable) }

    func put<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, kommune: Organisasjonsnummer, expected: ContentDigest?, byteLimit: Int64
    ) async throws -> StoredContent where Pieces.Element == [UInt8] {
        try await gate.pass(writing: true)
        return try await storage.put(pieces, kommune: kommune, expected: expected, byteLimit: byteLimit)
    }

    func byteCount(of key: ContentKey) async throws -> Int64? {
        try await gate.pass(writing: false)
        if let count = try await storage.byteCount(of: key) { return count }
        try await gate.confirm()
        return nil
    }

    func open(_ key: ContentKey, range: Range<Int64>?) async throws -> ContentBytes {
        try await gate.pass(writing: false)
        do {
            return try await storage.open(key, range: range).telling { [unreadable] error in
                if let error = error as? ContentError, UnreadableFiles.isOfFile(error) { unreadable.failed(key, error) }
            }
        } catch let error as ContentError where UnreadableFiles.isOfFile(error) {
            if error.code == .notFound { try await gate.confirm() }
            unreadable.failed(key, error)
            throw error
        }
    }

    func path(of key: ContentKey) -> String? { storage.path(of: key) }

    func list(_ kommune: Organisasjonsnummer, after: ContentDigest?, limit: Int) async throws -> [ListedContent] {
        try await gate.pass(writing: false)
        return try await storage.list(kommune, after: after, limit: limit)
    }

    func remove(_ key: ContentKey, storedBefore milliseconds: Int64) async throws -> Bool {
        try await gate.pass(writing: true)
        return try await storage.remove(key, storedBefore: milliseconds)
    }

    func setAside(_ key: ContentKey) async throws {
        try await gate.pass(writing: true)
        try await storage.setAside(key)
    }
}

// MARK: - Uploads in parts

extension GuardedContent {
    /// Uploads that grow elsewhere go on while the storage is away: they need it at the end.
    private func passUploads(writing: Bool) async throws {
        if storage.holdsUploads { try await gate.pass(writing: writing) }
    }

    func uploadedByteCount(_ upload: UploadKey) async throws -> Int64 {
        try await passUploads(writing: false)
        return try await storage.uploadedByteCount(upload)
    }

    func append<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, to upload: UploadKey, at offset: Int64, byteLimit: Int64
    ) async throws -> Int64 where Pieces.Element == [UInt8] {
        try await passUploads(writing: true)
        return try await storage.append(pieces, to: upload, at: offset, byteLimit: byteLimit)
    }

    func finish(_ upload: UploadKey, expected: ContentDigest?) async throws -> StoredContent {
        try await gate.pass(writing: true)
        return try await storage.finish(upload, expected: expected)
    }

    func discard(_ upload: UploadKey) async throws {
        try await passUploads(writing: true)
        try await storage.discard(upload)
    }

    func uploads(_ kommune: Organisasjonsnummer) async throws -> [ListedUpload] {
        try await passUploads(writing: false)
        return try await storage.uploads(kommune)
    }

    func discardAbandoned(_ kommune: Organisasjonsnummer, unchangedSince milliseconds: Int64) async throws -> Int {
        try await passUploads(writing: true)
        return try await storage.discardAbandoned(kommune, unchangedSince: milliseconds)
    }
}
