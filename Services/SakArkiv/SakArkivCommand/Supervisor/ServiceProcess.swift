import Foundation
import Synchronization

/// A running process of ours, in a process group of its own (so that Ctrl-C reaches only the one that ends the others in order).
///
/// Not Foundation's `Process`: it hands the child our signal mask, in which Dispatch may have blocked the very SIGTERM that is to end it.
final class ServiceProcess: Sendable {
    /// Its number.
    let id: Int32
    /// Where its words begin in the log file, in bytes.
    let logStart: Int
    private let ending = Mutex(Ending())

    private struct Ending {
        var status: Int32?
        var waiting: [CheckedContinuation<Int32, Never>] = []
    }

    /// Starts it; its words are appended to the launch's log file.
    ///
    /// - Throws: `CommandFailure` when it cannot be started.
    static func start(_ launch: ServiceLaunch) throws -> ServiceProcess {
        guard FileManager.default.isExecutableFile(atPath: launch.executable) else {
            throw CommandFailure(
                .configuration, "there is no program \(launch.executable)", advice: "build it: swift build (or compose/up)")
        }
        let log = try LogFile.open(launch.logFile)
        defer { close(log) }
        let logStart = max(0, lseek(log, 0, SEEK_END))
        let process = ServiceProcess(id: try spawn(launch, log: log), logStart: logStart)
        // A thread of its own, for it does nothing but wait.
        Thread.detachNewThread { process.end(wait(for: process.id)) }
        return process
    }

    private init(id: Int32, logStart: Int) { (self.id, self.logStart) = (id, logStart) }

    /// Its exit status, or 128 and the signal that ended it.
    func exitStatus() async -> Int32 {
        await withCheckedContinuation { continuation in
            let status = ending.withLock { ending -> Int32? in
                if ending.status == nil { ending.waiting.append(continuation) }
                return ending.status
            }
            if let status { continuation.resume(returning: status) }
        }
    }

    /// Has it ended?
    var hasEnded: Bool { ending.withLock { $0.status != nil } }

    /// Asks it to stop, or makes it.
    func signal(_ number: Int32) {
        ending.withLock { ending in
            // Under the lock: once it is reaped its number may be another process's.
            if ending.status == nil { kill(id, number) }
        }
    }

    private func end(_ status: Int32) {
        let waiting = ending.withLock { ending in
            ending.status = status
            defer { ending.waiting = [] }
            return ending.waiting
        }
        for continuation in waiting { continuation.resume(returning: status) }
    }

    private static func spawn(_ launch: ServiceLaunch, log: Int32) throws -> Int32 {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&files, log, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&files, log, STDERR_FILENO)
        let words = CStrings([launch.executable] + launch.arguments)
        let environment = CStrings(launch.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
        var id: pid_t = 0
        let result = posix_spawn(&id, launch.executable, &files, &attributes, words.pointers, environment.pointers)
        guard result == 0 else {
            throw CommandFailure(.configuration, "\(launch.executable) cannot be started: \(String(cString: strerror(result)))")
        }
        return id
    }

    private static func wait(for id: Int32) -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0 {
            // Only an interruption is worth another try; a child that is not ours cannot happen.
            guard errno == EINTR else { return -1 }
        }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    /// Strings for C, freed when this goes.
    private final class CStrings {
        let pointers: [UnsafeMutablePointer<CChar>?]

        init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }

        deinit { for pointer in pointers { free(pointer) } }
    }
}
