import Domain
import Glibc

/// Uploads in parts: each is one file that grows, and becomes the stored file by getting another name.
extension ContentDirectory {
    func uploadedByteCount(_ upload: UploadKey) async throws -> Int64 {
        try await disk.run { [paths] in
            var status = stat()
            guard lstat(paths.upload(upload), &status) == 0 else {
                if errno == ENOENT { return 0 }
                throw DiskCalls.error("looking at an upload", errno)
            }
            return Int64(status.st_size)
        }
    }

    func append<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, to upload: UploadKey, at offset: Int64, byteLimit: Int64
    ) async throws -> Int64 where Pieces.Element == [UInt8] {
        let opened = try await disk.run { [paths, calls] in
            try calls.makeFolder(paths.uploads(upload.kommune), below: paths.root)
            return try UploadFile(paths.upload(upload), create: true, calls)
        }
        guard let file = opened else { throw ContentError(.unavailable, "the upload cannot be made") }
        defer { file.close() }
        guard file.byteCount == offset else {
            throw ContentError(.uploadOffset, "the upload has \(file.byteCount) bytes", uploadByteCount: file.byteCount)
        }
        do {
            try await pieces.forEachBlock(blockBytes: Self.blockBytes, byteLimit: byteLimit - offset, keepsTail: true) { block in
                try await disk.run { try file.write(block) }
            }
        } catch {
            // What came before the bytes stopped is kept, and kept durably. When that fails too, the first reason is the one to tell; what
            // is there is then found by its size, and judged by its checksum at the end as always.
            _ = try? await disk.run { try file.sync() }
            throw error
        }
        return try await disk.run {
            try file.sync()
            return file.byteCount
        }
    }

    func finish(_ upload: UploadKey, expected: ContentDigest?) async throws -> StoredContent {
        guard let (file, digest) = try await sealed(upload, expected: expected) else {
            return try await finishedBefore(upload, expected: expected)
        }
        defer { file.close() }
        return try await disk.run { [paths, calls] in
            let final = paths.file(ContentKey(kommune: upload.kommune, digest: digest))
            try calls.makeFolder(DiskCalls.parent(of: final), below: paths.root)
            return StoredContent(digest: digest, byteCount: file.byteCount, wasThere: try file.place(at: final))
        }
    }

    /// An upload whose bytes lie on the disk and were hashed, locked until it is closed; nil when there is none.
    ///
    /// - Throws: `checksumMismatch` (the upload is gone then), `uploadBusy`.
    func sealed(_ upload: UploadKey, expected: ContentDigest?) async throws -> (file: UploadFile, digest: ContentDigest)? {
        let opened = try await disk.run { [paths, calls] in try UploadFile(paths.upload(upload), create: false, calls) }
        guard let file = opened else { return nil }
        do {
            var hashed: ContentDigest?
            while hashed == nil { hashed = try await disk.run { try file.hashNext() } }
            guard let digest = hashed else { throw ContentError(.unavailable, "the upload has no checksum") }
            if let expected, expected != digest {
                try await disk.run { file.remove() }
                throw ContentError.mismatch(expected: expected, actual: digest)
            }
            try await disk.run { try file.sync() }
            return (file, digest)
        } catch {
            file.close()
            throw error
        }
    }

    func discard(_ upload: UploadKey) async throws {
        try await disk.run { [paths, calls] in try UploadFile(paths.upload(upload), create: false, calls)?.remove() }
    }

    func uploads(_ kommune: Organisasjonsnummer) async throws -> [ListedUpload] {
        try await disk.run { [paths] in try ContentListing(paths, kommune).uploads() }
    }

    func discardAbandoned(_ kommune: Organisasjonsnummer, unchangedSince milliseconds: Int64) async throws -> Int {
        try await disk.run { [paths, calls] in
            var removed = 0
            for path in try ContentListing(paths, kommune).abandoned(unchangedSince: milliseconds) {
                do {
                    guard let file = try UploadFile(path, create: false, calls) else { continue }
                    file.remove()
                    removed += 1
                } catch let error as ContentError where error.code == .uploadBusy {
                    continue
                }
            }
            return removed
        }
    }
}
