import Domain
import Glibc

/// Goes through a municipality's folders. Blocks; used on disk threads.
struct ContentListing {
    let paths: ContentPaths
    let kommune: Organisasjonsnummer

    init(_ paths: ContentPaths, _ kommune: Organisasjonsnummer) { (self.paths, self.kommune) = (paths, kommune) }

    func files(after: ContentDigest?, limit: Int) throws(ContentError) -> [ListedContent] {
        var found: [ListedContent] = []
        let folders = try Self.names(in: paths.folder(kommune)).filter { $0.utf8.count == 2 }.sorted()
        for folder in folders where after.map({ folder >= $0.hex.prefix(2) }) ?? true {
            for name in try Self.names(in: "\(paths.folder(kommune))/\(folder)").sorted() {
                guard found.count < limit else { return found }
                guard let digest = ContentDigest(folder + name), digest.hex == folder + name, after.map({ $0 < digest }) ?? true else {
                    continue
                }
                guard let status = try Self.status(paths.file(ContentKey(kommune: kommune, digest: digest))) else { continue }
                found.append(
                    ListedContent(digest: digest, byteCount: Int64(status.st_size), storedAtMilliseconds: Self.milliseconds(status.st_ctim))
                )
            }
        }
        return found
    }

    func uploads() throws(ContentError) -> [ListedUpload] {
        var found: [ListedUpload] = []
        for name in try Self.names(in: paths.uploads(kommune)).sorted() {
            guard let key = UploadKey(kommune: kommune, name: name), let status = try Self.status(paths.upload(key)) else { continue }
            found.append(
                ListedUpload(key: key, byteCount: Int64(status.st_size), changedAtMilliseconds: Self.milliseconds(status.st_mtim)))
        }
        return found
    }

    /// Half-written files and uploads that did not change since then, by path.
    func abandoned(unchangedSince milliseconds: Int64) throws(ContentError) -> [String] {
        var found: [String] = []
        for folder in [paths.incoming(kommune), paths.uploads(kommune)] {
            for name in try Self.names(in: folder) {
                guard let status = try Self.status("\(folder)/\(name)") else { continue }
                if Self.milliseconds(status.st_mtim) < milliseconds { found.append("\(folder)/\(name)") }
            }
        }
        return found
    }

    /// Names in a folder, in no order; none when the folder is not there.
    static func names(in folder: String) throws(ContentError) -> [String] {
        guard let stream = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw DiskCalls.error("listing a folder", errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw DiskCalls.error("listing a folder", errno) }
                return names
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
    }

    /// Nil for what went away meanwhile, and for what is no plain file.
    private static func status(_ path: String) throws(ContentError) -> stat? {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw DiskCalls.error("looking at a file", errno)
        }
        return status.st_mode & S_IFMT == S_IFREG ? status : nil
    }

    static func milliseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000 }
}
