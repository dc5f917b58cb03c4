import Glibc

/// Small files that several processes may create or replace at the same time; a reader never sees half of one.
public enum PrivateFile {
    /// The most that is read of such a file, in bytes.
    public static let limitBytes = 1_048_576

    /// What the operating system said.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        /// The call that failed.
        public let call: String
        /// On which file.
        public let path: String
        /// `errno`.
        public let number: Int32

        /// `open /data/x: Permission denied (13)`.
        public var description: String { "\(call) \(path): \(String(cString: strerror(number))) (\(number))" }
    }

    /// Creates a directory and what is missing above it; a directory that exists is left as it is.
    public static func createDirectory(_ path: String, mode: mode_t) throws(Failure) {
        if mkdir(path, mode) == 0 { return }
        switch errno {
        case EEXIST:
            guard isDirectory(path) else { throw Failure(call: "mkdir", path: path, number: ENOTDIR) }
        case ENOENT:
            guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
                throw Failure(call: "mkdir", path: path, number: ENOENT)
            }
            try createDirectory(String(path[..<slash]), mode: mode)
            guard mkdir(path, mode) == 0 || errno == EEXIST else { throw Failure(call: "mkdir", path: path, number: errno) }
        default: throw Failure(call: "mkdir", path: path, number: errno)
        }
    }

    /// Reads a whole file; nil when there is none.
    public static func read(_ path: String) throws(Failure) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw Failure(call: "open", path: path, number: errno)
        }
        defer { close(descriptor) }
        return try read(descriptor, path)
    }

    /// Reads an open file from where it stands.
    static func read(_ descriptor: Int32, _ path: String) throws(Failure) -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return all }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw Failure(call: "read", path: path, number: errno)
            }
            all.append(contentsOf: buffer[..<count])
            guard all.count <= limitBytes else { throw Failure(call: "read", path: path, number: EFBIG) }
        }
    }

    /// Creates a file with this content, durable, unless there is one already; of several who try, one wins.
    ///
    /// - Returns: whether this call created it.
    public static func create(_ path: String, _ content: [UInt8], mode: mode_t) throws(Failure) -> Bool {
        let temporary = try writeTemporary(beside: path, content, mode: mode)
        defer { unlink(temporary) }
        // link(2) fails when the name is taken, and the content is whole before the name appears.
        guard link(temporary, path) == 0 else {
            if errno == EEXIST { return false }
            throw Failure(call: "link", path: path, number: errno)
        }
        try syncDirectory(of: path)
        return true
    }

    /// Puts a file in the place of the one there, if any.
    public static func replace(_ path: String, _ content: [UInt8], mode: mode_t) throws(Failure) {
        let temporary = try writeTemporary(beside: path, content, mode: mode)
        guard rename(temporary, path) == 0 else {
            let number = errno
            unlink(temporary)
            throw Failure(call: "rename", path: path, number: number)
        }
        try syncDirectory(of: path)
    }

    /// The permission bits of a file; nil when there is none.
    public static func mode(of path: String) -> mode_t? {
        var information = stat()
        return stat(path, &information) == 0 ? information.st_mode & 0o7777 : nil
    }

    private static func isDirectory(_ path: String) -> Bool {
        var information = stat()
        return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    private static func writeTemporary(beside path: String, _ content: [UInt8], mode: mode_t) throws(Failure) -> String {
        let temporary = "\(path).\(getpid()).\(UInt64.random(in: 0 ... .max)).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw Failure(call: "open", path: temporary, number: errno) }
        defer { close(descriptor) }
        var rest = content[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let number = errno
                unlink(temporary)
                throw Failure(call: "write", path: temporary, number: number)
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else {
            let number = errno
            unlink(temporary)
            throw Failure(call: "fsync", path: temporary, number: number)
        }
        return temporary
    }

    /// Without this a power loss may forget the name, though the content is on the disk.
    private static func syncDirectory(of path: String) throws(Failure) {
        let directory = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(call: "open", path: directory, number: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Failure(call: "fsync", path: directory, number: errno) }
    }
}
