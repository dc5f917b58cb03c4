import Glibc
import Synchronization

/// One topic as one handle sees it: what it is, how its readers are woken, and the appending thread once something is appended.
final class LocalTopic: Sendable {
    let settings: TopicSettings
    /// One per partition; rung after commits of this and of other processes.
    private let bells: Mutex<[Bell]>
    private let directory: LocalDirectory
    private let limits: LocalLogSettings
    private let now: @Sendable () -> Int64
    private let appender = Mutex<Appender?>(nil)
    /// The ends of the partitions as they were at the last look without a ring.
    private let knownEnds = Mutex<[Offset]>([])

    init(_ settings: TopicSettings, directory: LocalDirectory, limits: LocalLogSettings, now: @escaping @Sendable () -> Int64) {
        (self.settings, self.directory, self.limits, self.now) = (settings, directory, limits, now)
        bells = Mutex((0..<settings.partitions).map { _ in Bell() })
    }

    /// How many partitions are known.
    var partitions: Int32 { Int32(bells.withLock { $0.count }) }

    /// What rings when a partition has got something; nil where none of that number is known.
    func bell(of partition: Int32) -> Bell? {
        bells.withLock { $0.indices.contains(Int(partition)) ? $0[Int(partition)] : nil }
    }

    /// The topic was found to have so many partitions.
    func grow(to partitions: Int32) {
        bells.withLock { bells in
            for _ in bells.count..<max(bells.count, Int(partitions)) { bells.append(Bell()) }
        }
    }

    /// The appending thread, started at the first append.
    func writing() throws -> Appender {
        try appender.withLock { appender in
            if let appender { return appender }
            let name = settings.name
            let started = try Appender(topic: settings, directory: directory, limits: limits, now: now) {
                [weak self, directory] partitions in
                for partition in partitions {
                    self?.bell(of: partition)?.ring()
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
    func ringAll() { for bell in bells.withLock({ $0 }) { bell.ring() } }

    /// Whether a reader waits.
    var hasWaiters: Bool { bells.withLock { $0 }.contains { $0.hasWaiters } }

    /// Wakes the readers of partitions that have grown since the last look.
    func look(at ends: [Offset]) {
        let known = knownEnds.withLock { known in
            defer { known = ends }
            return known
        }
        for (partition, end) in ends.enumerated() where partition >= known.count || known[partition] != end {
            bell(of: Int32(partition))?.ring()
        }
    }

    deinit { appender.withLock { $0 }?.beginStop() }

    func stop() async {
        let running = appender.withLock { $0.take() }
        await running?.stop()
    }
}
