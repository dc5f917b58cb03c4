import Glibc

/// Which file a path leads to just now: another one under the same name has another identity.
struct FileIdentity: Hashable {
    private let device: dev_t
    private let inode: ino_t

    /// The identity of the file at a path; nil when there is none.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (device, inode) = (status.st_dev, status.st_ino)
    }
}
