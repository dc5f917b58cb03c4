import Glibc
import SQLite

/// What is rare and goes over files: making topics, listing them, noting positions. Runs on the log's control thread.
extension LocalDirectory {
    /// Creates what is missing and checks what exists.
    func ensure(_ topics: [TopicSettings], identity: String, lockWaitMilliseconds: Int) throws {
        // Most calls find everything in place, and then need no lock.
        try TopicSettings.check(topics) { try settings(of: $0, identity: identity) }
        guard try topics.contains(where: { try settings(of: $0.name, identity: identity) == nil }) else { return }
        let lock = try FileLock(path: topicsLock)
        guard lock.acquire(waitingMilliseconds: lockWaitMilliseconds) else {
            throw LogError(.unavailable, "another process has been making topics for \(lockWaitMilliseconds) ms")
        }
        defer { lock.release() }
        try TopicSettings.check(topics) { try settings(of: $0, identity: identity) }
        for topic in topics where try settings(of: topic.name, identity: identity) == nil {
            try create(topic, identity: identity, lockWaitMilliseconds: lockWaitMilliseconds)
        }
    }

    /// Gives a topic more partitions.
    func addPartitions(to topic: String, count: Int32, identity: String, lockWaitMilliseconds: Int) throws {
        let lock = try AppendLock(path: self.lock(of: topic))
        guard lock.acquire(waitingMilliseconds: lockWaitMilliseconds) else {
            throw LogError(.unavailable, "another process has held \(topic) for \(lockWaitMilliseconds) ms")
        }
        defer { lock.release() }
        guard let existing = try settings(of: topic, identity: identity) else { throw LogError.unknown(TopicPartition(topic, 0)) }
        guard count > existing.partitions else { return }
        try LogError.translating("adding partitions to \(topic)") {
            let database = try Database(path: file(of: topic), durability: .walFull, autocheckpointPages: 0)
            defer { database.close() }
            try TopicFile.addPartitions(existing.partitions..<count, to: existing, in: database)
        }
        // Only now: whoever sees a bell finds its partition.
        for partition in existing.partitions..<count { try makeBell(TopicPartition(topic, partition)) }
    }

    /// How many partitions a topic has, by its bells: cheap enough for every heartbeat of a group.
    func partitions(of topic: String, atLeast known: Int32) -> Int32 {
        var count = known
        while access("\(bells)/\(Self.bell(of: TopicPartition(topic, count)))", F_OK) == 0 { count += 1 }
        return count
    }

    private func makeBell(_ place: TopicPartition) throws {
        let bell = open("\(bells)/\(Self.bell(of: place))", O_RDONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard bell >= 0 else { throw LogError.system("cannot make a bell of \(place.topic)") }
        close(bell)
    }

    private func create(_ topic: TopicSettings, identity: String, lockWaitMilliseconds: Int) throws {
        for partition in 0..<topic.partitions { try makeBell(TopicPartition(topic.name, partition)) }
        let lock = try AppendLock(path: self.lock(of: topic.name))
        guard lock.acquire(waitingMilliseconds: lockWaitMilliseconds) else {
            throw LogError(.unavailable, "another process has held \(topic.name) for \(lockWaitMilliseconds) ms")
        }
        defer { lock.release() }
        try LogError.translating("making \(topic.name)") {
            let database = try Database(path: file(of: topic.name), durability: .walFull, autocheckpointPages: 0)
            defer { database.close() }
            try TopicFile.create(topic, identity: identity, in: database)
        }
        try Self.sync(self.topics)
    }

    /// What an existing topic is; nil when there is none.
    func settings(of topic: String, identity: String) throws -> TopicSettings? {
        guard access(file(of: topic), F_OK) == 0 else { return nil }
        return try LogError.translating("opening \(topic)") {
            do {
                return try TopicFile.settings(in: reading(topic), identity: identity)
            } catch let error as SQLiteError where error.needsWriter {
                // Opening it is enough.
                try Database(path: file(of: topic), durability: .walFull, autocheckpointPages: 0).close()
                return try TopicFile.settings(in: reading(topic), identity: identity)
            }
        }
    }

    private func reading(_ topic: String) throws -> Database {
        try Database(path: file(of: topic), access: .readOnly, pageCacheLimitKibibytes: 64)
    }

    /// Every topic whose name starts with `prefix`.
    func topics(prefix: String, identity: String) throws -> [String: Int32] {
        let suffix = ".sqlite"
        var found: [String: Int32] = [:]
        for name in try Self.names(in: topics) where name.hasSuffix(suffix) && name.hasPrefix(prefix) {
            let topic = String(name.dropLast(suffix.count))
            if topic.hasPrefix(prefix), let settings = try settings(of: topic, identity: identity) { found[topic] = settings.partitions }
        }
        return found
    }

    /// Keeps a group's positions. Advisory: replaced whole, not synced to the disk.
    func note(_ positions: [TopicPartition: Offset], for group: String, lockWaitMilliseconds: Int) throws {
        let lock = try FileLock(path: noted + "/.lock")
        guard lock.acquire(waitingMilliseconds: lockWaitMilliseconds) else {
            throw LogError(.unavailable, "another process has held the noted positions for \(lockWaitMilliseconds) ms")
        }
        defer { lock.release() }
        let all = try notedPositions(of: group).merging(positions) { $1 }
        let text = all.sorted { ($0.key.topic, $0.key.partition) < ($1.key.topic, $1.key.partition) }
            .map { "\($0.key.topic) \($0.key.partition) \($0.value)\n" }.joined()
        let scratch = self.positions(of: group) + ".new"
        let descriptor = open(scratch, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LogError.system("cannot open \(scratch)") }
        defer { close(descriptor) }
        try Self.write(text, to: descriptor, scratch)
        guard rename(scratch, self.positions(of: group)) == 0 else { throw LogError.system("cannot replace \(self.positions(of: group))") }
    }

    /// A group's positions. A line that cannot be read (a torn file after power loss) counts as not noted.
    func notedPositions(of group: String) throws -> [TopicPartition: Offset] {
        var found: [TopicPartition: Offset] = [:]
        for line in try (Self.read(positions(of: group)) ?? "").split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 3, let partition = Int32(parts[1]), let offset = Offset(parts[2]) else { continue }
            found[TopicPartition(String(parts[0]), partition)] = offset
        }
        return found
    }
}
