import Glibc

/// An exclusive lock between processes (and between handles in one): `flock` on a file. It goes when the process ends, however it ends.
///
/// It belongs to one thread at a time.
struct FileLock: ~Copyable {
    /// The shortest and the longest pause between two tries.
    private static let pauseMicroseconds: (first: UInt32, last: UInt32) = (20, 1_000)

    private let descriptor: Int32

    /// Opens the lock file and makes it when there is none.
    init(path: String) throws {
        // Close-on-exec: a child process would keep the lock after its parent was killed.
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LogError.system("cannot open \(path)") }
    }

    deinit { Glibc.close(descriptor) }

    /// Tries to lock until `milliseconds` have passed. Polls, because a process that was stopped with the lock must not stop this one too.
    func acquire(waitingMilliseconds milliseconds: Int) -> Bool {
        var pause = Self.pauseMicroseconds.first
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if ContinuousClock.now >= deadline { return false }
            usleep(pause)
            pause = min(pause * 2, Self.pauseMicroseconds.last)
        }
        return true
    }

    func release() { _ = flock(descriptor, LOCK_UN) }
}

extension LogError {
    /// What the system says about the call that just failed.
    static func system(_ what: String) -> LogError {
        let code = errno
        return LogError(code == ENOSPC || code == EDQUOT ? .diskFull : .unavailable, "\(what): \(String(cString: strerror(code)))")
    }
}
