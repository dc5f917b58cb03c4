import Glibc

/// Sees to it that a database is its owner's alone, under any umask: SQLite makes a file readable for all, and gives the write-ahead log and its
/// index the mode that the file has.
enum PrivateDatabaseFile {
    /// Makes the file, empty, when there is none; of one that is there, and of what lies beside it, others lose what they could.
    ///
    /// Nothing is opened: closing a file takes away the locks that another connection of this process holds on it.
    ///
    /// - Returns: whether the file was made.
    @discardableResult static func prepare(_ path: String) -> Bool {
        guard !path.isEmpty, !path.hasPrefix(":"), !path.hasPrefix("file:") else { return false }
        // What cannot be made here SQLite cannot make either, and it says why.
        if mknod(path, S_IFREG | 0o600, 0) == 0 { return true }
        for suffix in ["", "-wal", "-shm", "-journal"] {
            var information = stat()
            guard stat(path + suffix, &information) == 0, information.st_mode & 0o077 != 0 else { continue }
            // A file of somebody else's stays as it is.
            _ = chmod(path + suffix, information.st_mode & 0o7700)
        }
        return false
    }
}
