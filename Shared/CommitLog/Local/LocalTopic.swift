import Glibc
import Synchronization

/// One topic as one handle sees it: what it is, how its readers are woken, and the appending thread once something is appended.
final class LocalTopic: Sendable {
    let settings: TopicSettings
    /// One per partition; rung after commits of this and of other processes.
    let bells: [Bell]
    private let directory: LocalDirectory
    private let limits: LocalLogSettings
    private let now: @Sendable () -> Int64
    private let appender = Mutex<Appender?>(nil)
    /// The ends of the partitions as they were at the last look without a ring.
    private let knownEnds = Mutex<[Offset]>([])

    init(_ settings: TopicSettings, directory: LocalDirectory, limits: LocalLogSettings, now: @escaping @Sendable () -> Int64) {
        (self.settings, self.directory, self.limits, self.now) = (settings, directory, limits, now)
        bells = (0..<settings.partitions).map { _ in Bell() }
    }

    /// The appending thread, started at the first append.
    func writing() throws -> Appender {
        try appender.withLock { appender in
            if let appender { return appender }
            let name = settings.name
            let started = try Appender(topic: settings, directory: directory, limits: limits, now: now) { [bells, directory] partitions in
                for partition in partitions {
                    bells[Int(partition)].ring()
                    Self.ring(TopicPartition(name, partition), in: directory)
                }
            }
            appender = started
            return started
        }
    }

    /// Wakes readers in other processes: opening the file is an event for whoever watches its directory, and writes nothing to the disk.
    private static func ring(_ place: TopicPartition, in directory: LocalDirectory) {
        let descriptor = open("\(directory.bells)/\(LocalDirectory.bell(of: place))", O_RDONLY | O_CREAT | O_CLOEXEC, 0o600)
        // A bell that cannot be rung only makes the others see the records at their next look.
        if descriptor >= 0 { close(descriptor) }
    }

    /// Wakes all readers of this handle.
    func ringAll() { for bell in bells { bell.ring() } }

    /// Whether a reader waits.
    var hasWaiters: Bool { bells.contains { $0.hasWaiters } }

    /// Wakes the readers of partitions that have grown since the last look.
    func look(at ends: [Offset]) {
        let known = knownEnds.withLock { known in
            defer { known = ends }
            return known
        }
        for (partition, end) in ends.enumerated() where partition >= known.count || known[partition] != end { bells[partition].ring() }
    }

    deinit { appender.withLock { $0 }?.beginStop() }

    func stop() async {
        let running = appender.withLock { $0.take() }
        await running?.stop()
    }
}
