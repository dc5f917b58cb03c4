import Foundation

/// Snapshots in a directory: another disk, or a file system that all machines share. Files have mode 0600, folders 0700.
public struct DirectoryShelf: SnapshotShelf {
    /// The directory.
    public let place: String
    private let disk: SnapshotDisk

    /// A shelf in a directory. The directory itself must be there: a file system that is not mounted must not look like an empty shelf.
    public init(path: String, disk: SnapshotDisk) { (place, self.disk) = (path, disk) }

    /// The files below a folder; those that are not finished are among them.
    public func names(below folder: String) async throws -> [String] {
        try await disk.run { [place] in
            guard FileManager.default.fileExists(atPath: place) else {
                throw SnapshotError(.unavailable, "the directory \(place) is not there")
            }
            let path = "\(place)/\(folder)"
            guard FileManager.default.fileExists(atPath: path) else { return [] }
            return try FileManager.default.contentsOfDirectory(atPath: path)
        }
    }

    /// Moves the file here, or copies it when it lies on another file system.
    public func put(_ file: LocalFile, as key: String) async throws {
        try await disk.run {
            let path = try prepare(key)
            if rename(file.path, path) == 0 { return try SnapshotDisk.sync(folderOf: path) }
            guard errno == EXDEV else { throw SnapshotDisk.error("rename to \(path)", errno) }
            let part = Self.unfinished(path)
            try Self.remove(part)
            try SnapshotDisk.copy(file.path, to: part)
            try SnapshotDisk.place(part, as: path)
        }
    }

    /// Keeps a few bytes.
    public func write(_ bytes: [UInt8], as key: String) async throws {
        try await disk.run {
            let path = try prepare(key)
            let part = Self.unfinished(path)
            try Self.remove(part)
            let descriptor = try SnapshotDisk.open(part, O_WRONLY | O_CREAT | O_EXCL)
            do {
                defer { close(descriptor) }
                try SnapshotDisk.write(bytes, to: descriptor)
                guard fsync(descriptor) == 0 else { throw SnapshotDisk.error("fsync", errno) }
            }
            try SnapshotDisk.place(part, as: path)
        }
    }

    /// A small file's bytes.
    public func read(_ key: String) async throws -> [UInt8] {
        try await disk.run { [place] in
            let descriptor = try SnapshotDisk.open("\(place)/\(key)", O_RDONLY)
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            let bytes = try file.read(upToCount: SnapshotLimits.manifestBytes + 1) ?? Data()
            guard bytes.count <= SnapshotLimits.manifestBytes else {
                throw SnapshotError(.damaged, "\(key) is larger than \(SnapshotLimits.manifestBytes) bytes")
            }
            return [UInt8](bytes)
        }
    }

    /// Copies a file from here.
    public func fetch(_ key: String, to path: String) async throws {
        try await disk.run { [place] in try SnapshotDisk.copy("\(place)/\(key)", to: path) }
    }

    /// Removes a file.
    public func remove(_ key: String) async throws {
        try await disk.run { [place] in
            let path = "\(place)/\(key)"
            try Self.remove(path)
            guard FileManager.default.fileExists(atPath: path.parentFolder) else { return }
            try SnapshotDisk.sync(folderOf: path)
        }
    }

    /// Makes the folders above a key; the names of new ones are on the disk afterwards.
    private func prepare(_ key: String) throws -> String {
        guard FileManager.default.fileExists(atPath: place) else {
            throw SnapshotError(.unavailable, "the directory \(place) is not there")
        }
        var folder = place
        for part in key.split(separator: "/").dropLast() {
            folder += "/\(part)"
            if mkdir(folder, 0o700) == 0 {
                try SnapshotDisk.sync(folderOf: folder)
            } else if errno != EEXIST {
                throw SnapshotDisk.error("making \(folder)", errno)
            }
        }
        return "\(place)/\(key)"
    }

    private static func unfinished(_ path: String) -> String { path + ".part" }

    private static func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw SnapshotDisk.error("removing \(path)", errno) }
    }
}

extension String {
    /// What stands before the last slash.
    fileprivate var parentFolder: String { lastIndex(of: "/").map { String(self[..<$0]) } ?? "." }
}
