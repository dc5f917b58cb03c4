import Glibc

/// The sole right to one instance's stores. The kernel gives it back when the process ends, however it ends.
public final class StoreLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit {
        // A child process that is just being started holds the file, and the lock with it, until it begins its own program.
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Creates the directory of the stores and locks it.
    ///
    /// - Throws: `store_in_use` when another process has it, with its process id; `data_directory_unusable`.
    public static func acquire(directory: String) throws(StartRefusal) -> StoreLock {
        let path = directory + "/.lock"
        do { try PrivateFile.createDirectory(directory, mode: 0o700) } catch {
            throw StartRefusal("data_directory_unusable", "the store directory cannot be used: \(error)", exitCode: .cannotCreate)
        }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StartRefusal(
                "data_directory_unusable", "\(path) cannot be opened: \(String(cString: strerror(errno)))", exitCode: .cannotCreate)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            let holder = holder(descriptor)
            close(descriptor)
            guard number == EWOULDBLOCK else {
                throw StartRefusal(
                    "data_directory_unusable", "\(path) cannot be locked: \(String(cString: strerror(number))); is it a local file system?",
                    exitCode: .cannotCreate)
            }
            throw StartRefusal(
                "store_in_use",
                "\(directory) is used by another process\(holder.map { " (\($0))" } ?? ""). "
                    + "Give each instance its own SAKARKIV_INSTANCE, and each installation its own SAKARKIV_DATA",
                exitCode: .temporary)
        }
        // Only for the message above; the lock itself is the kernel's.
        let text = "\(getpid())"
        ftruncate(descriptor, 0)
        _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
        return StoreLock(descriptor: descriptor)
    }

    private static func holder(_ descriptor: Int32) -> String? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        return "process \(String(decoding: buffer[..<count], as: UTF8.self))"
    }
}
