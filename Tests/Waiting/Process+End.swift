import Foundation
import Glibc

/// Ends of child processes.
///
/// Foundation's own `waitUntilExit` takes a socket's end for the child's, and spins until then. Children that are started at the same moment
/// inherit that socket: it may wait for processes of other tests, which wait for it.
extension Process {
    /// Blocks until it has ended.
    ///
    /// - Returns: its exit code, or the number of the signal that ended it.
    @discardableResult
    public func waitForEnd() -> Int32 {
        var info = siginfo_t()
        while waitid(P_PID, id_t(processIdentifier), &info, WEXITED | WNOWAIT) == -1 {
            if errno == EINTR { continue }
            // Foundation has seen its end, and knows.
            waitUntilExit()
            return terminationStatus
        }
        return info._sifields._sigchld.si_status
    }

    /// Kills it, as a power cut would, and returns when it is dead.
    public func endAtOnce() {
        guard isRunning else { return }
        kill(processIdentifier, SIGKILL)
        waitForEnd()
    }
}
