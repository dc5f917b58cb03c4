import Glibc

/// Takes from others what an earlier version, or a looser umask, let them have of a data directory.
enum PrivateTree {
    /// How deep it goes; what the suite makes lies far above.
    private static let limitDepth = 16

    /// Makes every file 0600 and every directory 0700, as far as they are ours; links are left alone. Below the directories in `closed` all has
    /// always been private and may be much: only they themselves are looked at.
    static func tighten(_ path: String, closed: Set<String>) { tighten(path, closed, depth: 0) }

    private static func tighten(_ path: String, _ closed: Set<String>, depth: Int) {
        var information = stat()
        guard depth < limitDepth, lstat(path, &information) == 0 else { return }
        let kind = information.st_mode & S_IFMT
        guard kind == S_IFDIR || kind == S_IFREG else { return }
        if information.st_mode & 0o077 != 0 {
            // Somebody else's file cannot be changed; whoever put it there has decided who reads it.
            _ = chmod(path, information.st_mode & 0o7700)
        }
        guard kind == S_IFDIR, !closed.contains(path), let directory = opendir(path) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { tighten("\(path)/\(name)", closed, depth: depth + 1) }
        }
    }
}
