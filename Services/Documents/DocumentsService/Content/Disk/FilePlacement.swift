import Glibc

/// Gives a complete file its final name: never over another, and durably.
enum FilePlacement {
    /// - Parameters:
    ///   - path: the file under its temporary name, with all its bytes on the disk.
    ///   - byteCount: how many those are.
    /// - Returns: whether a file of that name was there already; the temporary one is removed then.
    /// - Throws: `damaged` when the one that was there has another size. The temporary one stays then, for its owner to remove.
    static func place(_ path: String, byteCount: Int64, at final: String, _ calls: DiskCalls) throws(ContentError) -> Bool {
        let folder = try LockedFolder(DiskCalls.parent(of: final))
        // A link never replaces, on any file system; and a crash between the two calls leaves both names of one file, never none.
        let wasThere = link(path, final) != 0
        guard !wasThere || errno == EEXIST else { throw DiskCalls.error("naming a file", errno) }
        if wasThere {
            var status = stat()
            guard lstat(final, &status) == 0 else { throw DiskCalls.error("looking at a file", errno) }
            guard Int64(status.st_size) == byteCount else {
                throw ContentError(.damaged, "what is stored under this SHA-256 has \(status.st_size) bytes instead of \(byteCount)")
            }
            // Stored again is stored now, for the search for orphans.
            guard utimensat(AT_FDCWD, final, nil, 0) == 0 else { throw DiskCalls.error("touching a file", errno) }
        }
        unlink(path)
        // Also when it was there: whoever put it may not have come so far yet.
        try folder.sync(calls)
        return wasThere
    }

    /// Removes a file, unless it was stored (or stored again) since then.
    static func remove(_ path: String, storedBefore milliseconds: Int64, _ calls: DiskCalls) throws(ContentError) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return false }
            throw DiskCalls.error("looking at a file", errno)
        }
        let folder = try LockedFolder(DiskCalls.parent(of: path))
        guard lstat(path, &status) == 0, ContentListing.milliseconds(status.st_ctim) < milliseconds else { return false }
        guard unlink(path) == 0 else { throw DiskCalls.error("removing a file", errno) }
        try folder.sync(calls)
        return true
    }
}

/// A folder that one placement or removal at a time changes, of all processes that share it.
private final class LockedFolder {
    private let descriptor: Int32

    init(_ path: String) throws(ContentError) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DiskCalls.error("opening a folder", errno) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw DiskCalls.error("locking a folder", errno) }
        }
    }

    deinit {
        guard descriptor >= 0 else { return }
        // As UploadFile.close(): a child that is just being started may hold the folder too.
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Puts its names on the disk. A method, so that the lock is held until it is done.
    func sync(_ calls: DiskCalls) throws(ContentError) {
        defer { withExtendedLifetime(self) {} }
        try calls.sync(descriptor)
    }
}
