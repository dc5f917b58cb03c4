import Glibc

/// Files that decide who may do what: tokens, partners, keys. One that somebody else can read, write or put another in the place of is refused,
/// as ssh does it.
public enum GuardedFile {
    /// Reads the file whole; nil when there is none.
    ///
    /// - Throws: `file_exposed` (exit code 77) when it belongs to neither this user nor root, when others can read or write it, or when others
    ///   can write a directory on its way; `PrivateFile.Failure` for what the operating system refuses. A file of root's may be read by this
    ///   process's own groups: that is how an administrator or a cluster hands a secret to a service that runs as somebody else.
    public static func read(_ path: String) throws -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw PrivateFile.Failure(call: "open", path: path, number: errno)
        }
        defer { close(descriptor) }
        // The open file is looked at, not whatever has its name a moment later.
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw PrivateFile.Failure(call: "fstat", path: path, number: errno) }
        try check(information, path)
        for name in Set([path, resolved(path)]) { try checkDirectories(of: name) }
        return try PrivateFile.read(descriptor, path)
    }

    private static func check(_ information: stat, _ path: String) throws(StartRefusal) {
        guard information.st_mode & S_IFMT == S_IFREG else { throw exposed("\(path) is not a file") }
        try checkOwner(information, path)
        let mode = information.st_mode & 0o777
        let others = mode & (isReadableByOurGroup(information) ? 0o037 : 0o077)
        guard others == 0 else {
            let what = others & 0o022 != 0 ? "written" : "read"
            throw exposed("\(path) can be \(what) by others (mode \(octal(mode))): chmod 600 it")
        }
    }

    private static func isReadableByOurGroup(_ information: stat) -> Bool {
        guard information.st_uid == 0, geteuid() != 0 else { return false }
        if information.st_gid == getegid() { return true }
        var groups = [gid_t](repeating: 0, count: 256)
        let count = getgroups(Int32(groups.count), &groups)
        return count > 0 && groups[..<Int(count)].contains(information.st_gid)
    }

    /// Nobody else may put another file in its place. In a directory like /tmp others cannot take ours away.
    private static func checkDirectories(of path: String) throws {
        var directory = parent(of: path)
        var isNearest = true
        while true {
            var information = stat()
            guard stat(directory, &information) == 0 else { throw PrivateFile.Failure(call: "stat", path: directory, number: errno) }
            try checkOwner(information, directory)
            // A group that may write further up is the administrators', as Debian sets up /usr/local.
            let mode = information.st_mode & 0o777
            guard mode & (isNearest ? 0o022 : 0o002) == 0 || information.st_mode & S_ISVTX != 0 else {
                throw exposed("\(path) lies in a directory that others can write to (\(directory), mode \(octal(mode))): chmod go-w it")
            }
            if directory == "/" || directory == "." { return }
            (directory, isNearest) = (parent(of: directory), false)
        }
    }

    private static func checkOwner(_ information: stat, _ path: String) throws(StartRefusal) {
        guard information.st_uid == geteuid() || information.st_uid == 0 else {
            throw exposed("\(path) belongs to another user (\(information.st_uid)): chown it to \(geteuid()) or to root")
        }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The path without symbolic links: clusters put a link where the file is to be.
    private static func resolved(_ path: String) -> String {
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }

    private static func exposed(_ message: String) -> StartRefusal { StartRefusal("file_exposed", message, exitCode: .noPermission) }

    private static func octal(_ mode: mode_t) -> String { "0" + String(mode, radix: 8) }
}
