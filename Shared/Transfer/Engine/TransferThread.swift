import Glibc

/// A thread of the engine's own: libcurl waits inside it, which Swift's cooperative pool must not.
enum TransferThread {
    private final class Work {
        let run: () -> Void
        init(_ run: @escaping () -> Void) { self.run = run }
    }

    /// Runs the work on a new thread that takes no signals: they are the process', and a broken pipe is an error of one transfer.
    static func start(_ run: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(run))
        let code = pthread_create(
            &thread, nil,
            { context in
                var signals = sigset_t()
                sigfillset(&signals)
                pthread_sigmask(SIG_BLOCK, &signals, nil)
                // Released here and nowhere else, when the work is done.
                guard let context else { return nil }
                Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, work.toOpaque())
        precondition(code == 0, "no thread for transfers: \(String(cString: strerror(code)))")
        pthread_detach(thread)
    }
}
