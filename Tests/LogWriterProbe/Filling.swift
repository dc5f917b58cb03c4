import CommitLog
import Glibc

/// Appends until the system refuses to let the files grow (a limit on file size: the write fails in the middle of a commit), says how that
/// ended, then lifts the limit and appends once more, or ends as kill -9 would.
struct Filling: Sendable {
    let log: LocalLog
    let place: TopicPartition
    let limitBytes: Int
    let dies: Bool

    func run() async throws {
        // The write is to fail, not to end the process.
        signal(SIGXFSZ, SIG_IGN)
        setLimit(rlim_t(limitBytes))
        var number = 0
        while true {
            let text = "before \(number) " + String(repeating: "x", count: 10_000)
            do {
                let offsets = try await log.append([NewRecord(key: nil, value: Array(text.utf8))], to: place)
                LogWriterProbe.say("landed \(offsets[0]) before \(number)")
            } catch let error as LogError {
                LogWriterProbe.say("failed \(error.code.rawValue) before \(number)")
                break
            }
            number += 1
        }
        if dies { kill(getpid(), SIGKILL) }
        setLimit(.max)
        let offsets = try await log.append([NewRecord(key: nil, value: Array("after".utf8))], to: place)
        LogWriterProbe.say("landed \(offsets[0]) after")
    }

    private func setLimit(_ bytes: rlim_t) {
        var limit = rlimit(rlim_cur: bytes, rlim_max: .max)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    }
}
