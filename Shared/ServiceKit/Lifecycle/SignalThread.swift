import Glibc

/// Signals, taken by the main thread one at a time instead of interrupting whatever runs.
enum SignalThread {
    /// What a service listens to.
    static let handled = [SIGTERM, SIGINT, SIGHUP]

    /// Keeps the signals from every thread that is started from now on. Must be called before the first one.
    static func block() {
        var set = handledSet()
        let result = pthread_sigmask(SIG_BLOCK, &set, nil)
        precondition(result == 0, "the signal mask cannot be set")
        // A client that goes away must be an error of the write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Hands over signals for as long as the process lives. The main thread is good for this: it is nobody else's, and unlike
    /// `dispatchMain` it stays alive, so that `/proc/<pid>` keeps telling about the process.
    static func listen(_ receive: (Int32) -> Void) -> Never {
        var set = handledSet()
        while true {
            var number: Int32 = 0
            if sigwait(&set, &number) == 0 { receive(number) }
        }
    }

    private static func handledSet() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in handled { sigaddset(&set, number) }
        return set
    }
}
