import Crypto
import Domain
import Glibc

/// Files in a directory: one machine, or a file system that the instances share.
struct ContentDirectory: ContentStore {
    /// How much is collected before it goes to the disk.
    static let blockBytes = 512 * 1024

    let paths: ContentPaths
    let disk: DiskThreads
    let calls: DiskCalls
    /// Names for half-written files.
    private let temporaryName: @Sendable () -> String

    /// - Parameters:
    ///   - root: `<data>/content`.
    ///   - makesRoot: makes the root when it is not there. False where it may be a share that is not mounted: the marker's writer makes it then.
    ///   - temporaryName: gives another name at each call, also in other processes.
    init(
        root: String, disk: DiskThreads, calls: DiskCalls = DiskCalls(), makesRoot: Bool = true,
        temporaryName: @escaping @Sendable () -> String
    ) throws {
        (paths, self.disk, self.calls, self.temporaryName) = (ContentPaths(root: root), disk, calls, temporaryName)
        if makesRoot { try calls.makeFolder(root, below: DiskCalls.parent(of: root)) }
    }

    func put<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, kommune: Organisasjonsnummer, expected: ContentDigest?, byteLimit: Int64
    ) async throws -> StoredContent where Pieces.Element == [UInt8] {
        let incoming = try await disk.run { [paths, calls, temporaryName] in
            try calls.makeFolder(paths.incoming(kommune), below: paths.root)
            return try IncomingFile(paths.incoming(kommune) + "/" + temporaryName(), calls)
        }
        do {
            try await pieces.forEachBlock(blockBytes: Self.blockBytes, byteLimit: byteLimit) { block in
                try await disk.run { try incoming.write(block) }
            }
            return try await disk.run { [paths, calls] in
                let digest = try incoming.seal(expected: expected)
                let final = paths.file(ContentKey(kommune: kommune, digest: digest))
                try calls.makeFolder(DiskCalls.parent(of: final), below: paths.root)
                return StoredContent(digest: digest, byteCount: incoming.byteCount, wasThere: try incoming.place(at: final))
            }
        } catch {
            // When even that is refused for lack of room in the queue, the file goes with its last owner, which is this function.
            _ = try? await disk.run { incoming.abandon() }
            throw error
        }
    }

    func byteCount(of key: ContentKey) async throws -> Int64? {
        try await disk.run { [paths] in
            var status = stat()
            guard lstat(paths.file(key), &status) == 0 else {
                if errno == ENOENT { return nil }
                throw DiskCalls.error("looking at a file", errno)
            }
            return Int64(status.st_size)
        }
    }

    func open(_ key: ContentKey, range: Range<Int64>?) async throws -> ContentBytes {
        let file = try await disk.run { [paths] in try OpenedFile(paths.file(key), digest: key.digest) }
        let range = (range ?? 0..<file.byteCount).clamped(to: 0..<file.byteCount)
        return ContentBytes(range: range, fileByteCount: file.byteCount) { [disk] offset, count in
            try await disk.run { try file.read(at: offset, count: count) }
        }
    }

    func path(of key: ContentKey) -> String? { paths.file(key) }

    func list(_ kommune: Organisasjonsnummer, after: ContentDigest?, limit: Int) async throws -> [ListedContent] {
        try await disk.run { [paths] in try ContentListing(paths, kommune).files(after: after, limit: limit) }
    }

    func remove(_ key: ContentKey, storedBefore milliseconds: Int64) async throws -> Bool {
        try await disk.run { [paths, calls] in try FilePlacement.remove(paths.file(key), storedBefore: milliseconds, calls) }
    }

    func setAside(_ key: ContentKey) async throws {
        try await disk.run { [paths, calls, temporaryName] in
            try calls.makeFolder(paths.damaged(key.kommune), below: paths.root)
            let path = paths.file(key)
            guard rename(path, "\(paths.damaged(key.kommune))/\(key.digest)-\(temporaryName())") == 0 else {
                if errno == ENOENT { return }
                throw DiskCalls.error("setting a file aside", errno)
            }
            try calls.sync(folder: paths.damaged(key.kommune))
            try calls.sync(folder: DiskCalls.parent(of: path))
        }
    }
}
