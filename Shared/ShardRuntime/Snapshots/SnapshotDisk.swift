import Crypto
import Dispatch
import Glibc
import Synchronization

/// Calls that wait for a disk, on threads of their own, so that Swift's cooperative pool never does; and what snapshots need of files.
public final class SnapshotDisk: Sendable {
    /// Most calls under way at a time. One that hangs, on a file system that is gone, keeps its place: beyond this the next ones are refused.
    public static let limitCalls = 16
    /// How much is read and written at a time, bytes.
    public static let pieceBytes = 1 << 20

    private let queue = DispatchQueue(label: "snapshots", attributes: .concurrent)
    private let calls = Mutex(0)

    /// Threads for the snapshots of one process.
    public init() {}

    /// Does something that blocks. Cancelling the task does not stop it.
    ///
    /// - Throws: what `body` throws; `SnapshotError` with code `.busy` when too many calls are under way.
    public func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        let isFree = calls.withLock { calls in
            guard calls < Self.limitCalls else { return false }
            calls += 1
            return true
        }
        guard isFree else { throw SnapshotError(.busy, "\(Self.limitCalls) calls to the disk are under way") }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in
                let result = Result { try body() }
                calls.withLock { $0 -= 1 }
                continuation.resume(with: result)
            }
        }
    }

    /// Makes an empty file that its owner alone may read; it must not exist.
    static func create(_ path: String) throws { close(try open(path, O_WRONLY | O_CREAT | O_EXCL)) }

    /// A file's size and SHA-256.
    static func look(_ path: String) throws -> LocalFile {
        let found = try copy(path, to: nil)
        return LocalFile(path: path, bytes: found.count, sha256: found.sha256)
    }

    /// Copies a file to a new one of mode 0600, and waits until it lies on the disk.
    static func copy(_ source: String, to target: String) throws { _ = try copy(source, to: Optional(target)) }

    private static func copy(_ source: String, to target: String?) throws -> (count: Int64, sha256: String) {
        let input = try open(source, O_RDONLY)
        defer { close(input) }
        let output = try target.map { try open($0, O_WRONLY | O_CREAT | O_EXCL) }
        defer { if let output { close(output) } }
        let hash = SHA256Stream()
        var (count, piece) = (Int64(0), [UInt8](repeating: 0, count: pieceBytes))
        while true {
            let got = read(input, &piece, piece.count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw error("reading \(source)", errno) }
            if got == 0 { break }
            if let output { try write(piece[..<got], to: output) } else { hash.update(piece[..<got]) }
            count += Int64(got)
        }
        if let output, fsync(output) != 0 { throw error("fsync", errno) }
        return (count, Hex.encode(hash.finish()))
    }

    /// Opens a file, new ones with mode 0600.
    public static func open(_ path: String, _ flags: Int32) throws -> Int32 {
        let descriptor = Glibc.open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw error("opening \(path)", errno) }
        return descriptor
    }

    /// Writes all of it.
    public static func write(_ bytes: some Collection<UInt8>, to descriptor: Int32) throws {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw error("writing", count < 0 ? errno : ENOSPC) }
            rest = rest.dropFirst(count)
        }
    }

    /// Puts a file, whose content lies on the disk, under its last name, and waits until the name does too.
    static func place(_ file: String, as path: String) throws {
        guard rename(file, path) == 0 else { throw error("rename to \(path)", errno) }
        try sync(folderOf: path)
    }

    /// Waits until the names in the folder of a path lie on the disk.
    static func sync(folderOf path: String) throws {
        let descriptor = try open(path.lastIndex(of: "/").map { String(path[...$0]) } ?? ".", O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw error("fsync", errno) }
    }

    /// What the system's reason means here.
    public static func error(_ what: String, _ reason: Int32) -> SnapshotError {
        let code: SnapshotError.Code =
            switch reason {
            case ENOENT: .missing
            case ENOSPC, EDQUOT: .diskFull
            default: .unavailable
            }
        return SnapshotError(code, "\(what): \(String(cString: strerror(reason)))")
    }
}
