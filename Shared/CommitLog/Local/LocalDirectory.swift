import Glibc

/// The files of a local log and what each is for.
struct LocalDirectory: Sendable {
    /// The directory itself.
    let path: String

    /// Who this log is: 32 hexadecimal digits, made with it.
    var identity: String { path + "/identity" }
    /// Held while topics are made.
    var topicsLock: String { path + "/topics.lock" }
    /// One SQLite file per topic, with its lock beside it.
    var topics: String { path + "/topics" }
    /// One empty file per partition: opening it wakes readers in all processes.
    var bells: String { path + "/bells" }
    /// One directory per group and topic, one locked file per member.
    var groups: String { path + "/groups" }
    /// One file per group: its positions.
    var noted: String { path + "/noted" }

    func file(of topic: String) -> String { "\(topics)/\(topic).sqlite" }
    func lock(of topic: String) -> String { "\(topics)/\(topic).lock" }
    func group(_ group: String, sharing topic: String) -> String { "\(groups)/\(Self.fileName(group))@\(topic)" }
    func positions(of group: String) -> String { "\(noted)/\(Self.fileName(group))" }

    /// The bell's file name; topics have no `@` in their names.
    static func bell(of place: TopicPartition) -> String { "\(place.topic)@\(place.partition)" }

    /// A name as a file name: everything but letters, digits, `.`, `_` and `-` in hexadecimal.
    static func fileName(_ name: String) -> String {
        name.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }.joined()
    }

    /// What `fileName` made a file's name of.
    static func name(inFile name: String) -> String {
        var bytes: [UInt8] = []
        var rest = name.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                rest = rest.dropFirst(2)
                bytes.append(code)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Makes what is missing.
    func create() throws {
        var parent = path.hasPrefix("/") ? "/" : ""
        var above: [String] = []
        for part in path.split(separator: "/") {
            above.append(parent.isEmpty ? "." : parent)
            parent += "\(part)/"
            try Self.makeDirectory(parent)
        }
        for directory in [topics, bells, groups, noted] { try Self.makeDirectory(directory) }
        // Each folder's name lies in the one above. Also of those that were there: whoever made them may have been ended before this.
        for folder in above { try Self.syncIfAllowed(folder) }
    }

    /// A folder that this process may not look into is not one in which it has made anything.
    private static func syncIfAllowed(_ directory: String) throws {
        if access(directory, R_OK) != 0, errno == EACCES { return }
        try sync(directory)
    }

    static func makeDirectory(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw LogError.system("cannot make \(path)") }
    }

    /// Makes sure that names made or removed in a directory survive power loss.
    static func sync(_ directory: String) throws {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LogError.system("cannot open \(directory)") }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw LogError.system("cannot sync \(directory)") }
    }

    /// The log's identity; written with `fresh` bytes when it has none yet. Of two processes that try at once one wins, and both get its.
    func identity(fresh: () -> UInt64) throws -> String {
        if try Self.read(identity) == nil { try makeIdentity(fresh) }
        // Topics hold it from now on: its name, and those of the folders beside it, must last as long as theirs, also when whoever made it was
        // ended before it was safe.
        try Self.sync(path)
        guard let found = try Self.read(identity) else { throw LogError.system("cannot read \(identity)") }
        return found
    }

    private func makeIdentity(_ fresh: () -> UInt64) throws {
        let made = (0..<4).map { _ in String(fresh() >> 32 | 1 << 32, radix: 16).dropFirst() }.joined()
        let scratch = "\(identity).\(getpid()).\(String(fresh(), radix: 16))"
        try Self.write(made, to: scratch)
        defer { unlink(scratch) }
        // Unlike rename, link never replaces what another process was quicker to make.
        guard link(scratch, identity) == 0 || errno == EEXIST else { throw LogError.system("cannot make \(identity)") }
    }

    /// A small file as text; nil when there is none.
    static func read(_ path: String) throws -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw LogError.system("cannot open \(path)")
        }
        defer { Glibc.close(descriptor) }
        return try read(descriptor, path)
    }

    /// An open small file from its beginning, as text.
    static func read(_ descriptor: Int32, _ path: String) throws -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = pread(descriptor, &buffer, buffer.count, off_t(bytes.count))
            guard count >= 0 else { throw LogError.system("cannot read \(path)") }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }

    /// Writes a small new file and makes it safe on disk.
    static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LogError.system("cannot open \(path)") }
        defer { Glibc.close(descriptor) }
        try write(text, to: descriptor, path)
        guard fsync(descriptor) == 0 else { throw LogError.system("cannot sync \(path)") }
    }

    /// Replaces the content of an open small file.
    static func write(_ text: String, to descriptor: Int32, _ path: String) throws {
        let bytes = Array(text.utf8)
        guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count, ftruncate(descriptor, off_t(bytes.count)) == 0 else {
            throw LogError.system("cannot write \(path)")
        }
    }

    /// The names in a directory, sorted.
    static func names(in path: String) throws -> [String] {
        guard let directory = opendir(path) else { throw LogError.system("cannot open \(path)") }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// What is free for us on the disk.
    func freeBytes() throws -> Int {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw LogError.system("cannot ask for the free space of \(path)") }
        return Int(status.f_bavail) * Int(status.f_frsize)
    }
}
