import Glibc

/// Gives a complete file its final name: never over another, and durably.
enum FilePlacement {
    /// - Parameters:
    ///   - path: the file under its temporary name, with all its bytes on the disk.
    ///   - byteCount: how many those are.
    /// - Returns: whether a file of that name was there already; the temporary one is removed then.
    /// - Throws: `damaged` when the one that was there has another size. The temporary one stays then, for its owner to remove.
    static func place(_ path: String, byteCount: Int64, at final: String, _ calls: DiskCalls) throws(ContentError) -> Bool {
        // A link never replaces, on any file system; and a crash between the two calls leaves both names of one file, never none.
        let wasThere = link(path, final) != 0
        guard !wasThere || errno == EEXIST else { throw DiskCalls.error("naming a file", errno) }
        if wasThere {
            var status = stat()
            guard lstat(final, &status) == 0 else { throw DiskCalls.error("looking at a file", errno) }
            guard Int64(status.st_size) == byteCount else {
                throw ContentError(.damaged, "what is stored under this SHA-256 has \(status.st_size) bytes instead of \(byteCount)")
            }
        }
        unlink(path)
        // Also when it was there: whoever put it may not have come so far yet.
        try calls.sync(folder: DiskCalls.parent(of: final))
        return wasThere
    }
}
