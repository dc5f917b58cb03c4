import Glibc

/// Runs an outside program within limits: time, memory, size of what it writes; in a folder of its own, without our environment, and with all that it
/// starts. Blocks: for a thread that may.
struct BoundedProcess {
    /// How it ended.
    enum End: Equatable {
        case exited(Int32)
        case signalled(Int32)
        case timedOut
        case cancelled
    }

    let folder: String
    let timeLimit: Duration
    let memoryMaxBytes: Int64
    let outputMaxBytes: Int64

    /// Between two looks at whether it has ended.
    private static let pollMicroseconds: UInt32 = 20_000
    /// The most of its words that are kept.
    private static let wordsMaxBytes = 2_000

    /// The limits are the shell's, which then becomes the program: what they forbid, it and all its children cannot do.
    private static let script = """
        cd "$1" || exit 126
        ulimit -v "$2" && ulimit -f "$3" && ulimit -t "$4" && ulimit -c 0 || exit 126
        shift 4
        exec "$@" </dev/null >words.txt 2>&1
        """

    /// - Parameter isCancelled: asked while the program runs.
    /// - Throws: `ContentError.unavailable` when no process can be started at all.
    func run(_ program: String, _ arguments: [String], isCancelled: @Sendable () -> Bool = { false }) throws -> End {
        let seconds = max(1, timeLimit.components.seconds)
        let shell = [
            "/bin/sh", "-c", Self.script, "sh", folder, "\(memoryMaxBytes / 1024)", "\(max(1, outputMaxBytes / 512))", "\(seconds)",
            program,
        ]
        let child = try start(shell + arguments)
        let clock = ContinuousClock()
        let deadline = clock.now + timeLimit
        while true {
            var status: Int32 = 0
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child {
                // What it started and left behind goes with it.
                kill(-child, SIGKILL)
                let signal = status & 0x7F
                return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
            }
            let isOver = clock.now >= deadline
            if isOver || isCancelled() {
                kill(-child, SIGKILL)
                waitpid(child, &status, 0)
                return isOver ? .timedOut : .cancelled
            }
            usleep(Self.pollMicroseconds)
        }
    }

    /// The end of what the program said, for a person.
    var words: String {
        guard let file = fopen(folder + "/words.txt", "r") else { return "" }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        fseek(file, max(0, ftell(file) - Self.wordsMaxBytes), SEEK_SET)
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.wordsMaxBytes) { buffer, count in
            count = fread(buffer.baseAddress, 1, Self.wordsMaxBytes, file)
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.suffix(3).joined(separator: " / ").filter { !$0.isNewline && $0 >= " " }.replacing(folder, with: "")
    }

    /// The environment a program gets: nothing of ours, least of all secrets; and no way to the network that it would find by itself.
    private var environment: [String] {
        [
            "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=\(folder)", "TMPDIR=\(folder)", "LANG=C.UTF-8", "LC_ALL=C.UTF-8",
            "http_proxy=http://127.0.0.1:9", "https_proxy=http://127.0.0.1:9", "ftp_proxy=http://127.0.0.1:9",
        ]
    }

    private func start(_ words: [String]) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, so that all of it can be ended; and none of the signals that our threads block.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        posix_spawnattr_setpgroup(&attributes, 0)
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        var (arguments, variables) = (words.map { strdup($0) }, environment.map { strdup($0) })
        defer { for text in arguments + variables { free(text) } }
        arguments.append(nil)
        variables.append(nil)
        var child: pid_t = 0
        let reason = posix_spawn(&child, "/bin/sh", nil, &attributes, arguments, variables)
        guard reason == 0 else { throw DiskCalls.error("starting a program", reason) }
        return child
    }
}
