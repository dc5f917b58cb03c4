import Glibc
import Observability

/// The channel for log lines with personal data: a file of its own, for few eyes.
enum RestrictedLog {
    /// Opens the file to append to, mode 0600; it stays open as long as the process lives.
    ///
    /// - Throws: `restricted_log_unusable`, also when others than the owner may read it.
    static func open(_ path: String) throws(StartRefusal) -> any LogSink {
        let descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StartRefusal(
                "restricted_log_unusable", "\(path) cannot be opened: \(String(cString: strerror(errno)))", exitCode: .cannotCreate)
        }
        guard let mode = PrivateFile.mode(of: path), mode & 0o077 == 0 else {
            close(descriptor)
            throw StartRefusal(
                "restricted_log_unusable", "\(path) may be read by others; chmod 600 it", exitCode: .noPermission)
        }
        return DescriptorSink(descriptor: descriptor)
    }
}
