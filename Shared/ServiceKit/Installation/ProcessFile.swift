import Glibc

/// `<data>/run/<service>-<n>.pid`: which process an instance is, for scripts that stop or watch it.
public struct ProcessFile: Sendable {
    private let path: String
    private let content: [UInt8]

    /// Writes this process's id. The store's lock has been taken before, so nobody alive is overwritten.
    ///
    /// - Throws: `data_directory_unusable`.
    public static func write(_ path: String) throws(StartRefusal) -> ProcessFile {
        let file = ProcessFile(path: path, content: Array("\(getpid())\n".utf8))
        do { try PrivateFile.replace(path, file.content, mode: 0o600) } catch {
            throw StartRefusal("data_directory_unusable", "the process file cannot be written: \(error)", exitCode: .cannotCreate)
        }
        return file
    }

    /// Removes the file, unless a later process has put its own there.
    public func remove() {
        // A file that cannot be read is not ours to remove, and this is the last thing a process does.
        guard (try? PrivateFile.read(path)) == content else { return }
        unlink(path)
    }
}
