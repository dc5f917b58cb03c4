/// Where snapshots are kept: a directory, or a bucket. Keys are paths: `registry/970540008/4711-0f3c….sqlite`.
///
/// A shelf only keeps files; which ones make a snapshot, and which snapshot is worth what, is `SnapshotCatalogue`'s business.
public protocol SnapshotShelf: Sendable {
    /// The shelf in words, for messages: a path, or `s3://bucket/prefix`. No secrets.
    var place: String { get }

    /// The names of the files directly below a folder, in no order; none when there is no such folder.
    ///
    /// - Throws: `SnapshotError` when the shelf itself cannot be reached.
    func names(below folder: String) async throws -> [String]

    /// Keeps a file of this machine under the key; it is durable when this returns. The file may be moved away.
    func put(_ file: LocalFile, as key: String) async throws

    /// Keeps a few bytes under the key, in the place of what is there.
    func write(_ bytes: [UInt8], as key: String) async throws

    /// A small file's bytes.
    ///
    /// - Throws: `SnapshotError` with code `.missing` when there is none; `.damaged` when it is larger than `SnapshotLimits.manifestBytes`.
    func read(_ key: String) async throws -> [UInt8]

    /// Copies a file of the shelf to a new file of this machine (mode 0600), piece by piece, never whole in memory.
    func fetch(_ key: String, to path: String) async throws

    /// Removes a file. That it is not there is no error.
    func remove(_ key: String) async throws
}

/// A finished file of this machine: where it is, and what it contains.
public struct LocalFile: Sendable {
    /// Its path.
    public let path: String
    /// Its size in bytes.
    public let bytes: Int64
    /// Its SHA-256 in hexadecimal digits.
    public let sha256: String

    /// A file whose size and digest are known.
    public init(path: String, bytes: Int64, sha256: String) { (self.path, self.bytes, self.sha256) = (path, bytes, sha256) }
}
