import CommitLog
import Contracts
import Crypto
import Domain
import Foundation
import Observability
import ShardRuntime
import Synchronization
import Testing

/// A log with the counter service's topics, instances that come and go, and an outsider's look at what the log says in the end.
final class Installation: Sendable {
    static let hamar = Organisasjonsnummer("970540008")
    let log: MemoryLog
    let topics: Topics
    let root: URL
    private let started = Mutex<[Task<Void, Never>]>([])

    /// - Parameter now: the records' timestamps, milliseconds since the epoch.
    init(partitions: Int32 = 1, now: @escaping @Sendable () -> Int64 = { 0 }) async throws {
        log = MemoryLog(now: now)
        topics = Topics(prefix: "t.", partitions: partitions)
        root = FileManager.default.temporaryDirectory.appendingPathComponent("shard-\(UUID().uuidString)")
        try await log.ensure(topics.settings(of: "counter") + topics.settings(ofPartner: "p"))
    }

    /// The same instances and their stores, on another log: a copy put back, or another installation's.
    init(on log: MemoryLog, root: URL) async throws {
        (self.log, self.root, topics) = (log, root, Topics(prefix: "t.", partitions: 1))
        try await log.ensure(topics.settings(of: "counter") + topics.settings(ofPartner: "p"))
    }

    /// A copy of the log as it is now.
    func copyOfLog() -> MemoryLog { log.copy() }

    /// The shard all these tests use.
    func hamar() throws -> Organisasjonsnummer { try #require(Self.hamar) }

    /// An instance that believes it has the partition, with a handle of its own on the log and a directory of its own.
    func owner(
        _ name: String, handle: MemoryLog? = nil, limits: OwnerLimits = .quick, observer: @escaping OwnerObserver = { _, _ in }
    ) throws -> PartitionOwner<CounterModel> {
        try self.owner(name, model: CounterModel(), handle: handle, limits: limits, observer: observer)
    }

    private func owner<Model: ShardModel>(
        _ name: String, model: Model, handle: MemoryLog? = nil, limits: OwnerLimits = .quick,
        observer: @escaping OwnerObserver = { _, _ in }
    ) throws -> PartitionOwner<Model> {
        PartitionOwner(
            model: model, partition: 0, environment: try environment(name, handle: handle, limits: limits, observer: observer))
    }

    /// What the owners of an instance share.
    func environment(
        _ name: String, handle: MemoryLog? = nil, limits: OwnerLimits = .quick, observer: @escaping OwnerObserver = { _, _ in },
        snapshots: SnapshotRestorer? = nil, lines: CapturedLog = CapturedLog()
    ) throws -> OwnerEnvironment {
        let log = handle ?? self.log.anotherHandle()
        let clock = SystemClock()
        return OwnerEnvironment(
            log: log, logIdentity: self.log.identity, topics: topics,
            directory: try ShardDirectory(path: root.appendingPathComponent(name).path), instance: name, url: { "http://\(name)" },
            time: clock, identifiers: TimeOrderedIdentifiers(time: clock), limits: limits,
            meters: OwnerMeters(MetricsRegistry()),
            logger: Logger(service: "counter", instance: 1, level: .info, time: clock, sink: lines), observer: observer,
            owners: OwnerDirectory(log: log, topics: topics), snapshots: snapshots)
    }

    /// An owner of a service that follows the counter and asks for nothing after its first commit.
    func follower(_ name: String) async throws -> PartitionOwner<CopyingModel> {
        try await owner(name, following: CopyingModel(service: "passive", keepsOnlyFirst: true))
    }

    /// An owner of a service that copies the counter's numbers.
    func copier(_ name: String) async throws -> PartitionOwner<CopyingModel> {
        try await owner(name, following: CopyingModel(service: "copier", keepsOnlyFirst: false))
    }

    private func owner(_ name: String, following model: CopyingModel) async throws -> PartitionOwner<CopyingModel> {
        try await log.ensure(topics.settings(of: model.service))
        return try owner(name, model: model)
    }

    /// Starts an owner; it is ended with the test.
    @discardableResult
    func start(_ owner: PartitionOwner<some ShardModel>) -> Task<Void, Never> {
        let task = Task { await owner.run() }
        started.withLock { $0.append(task) }
        return task
    }

    /// Ends every owner and removes the directories.
    func end() async {
        for task in started.withLock({ $0 }) {
            task.cancel()
            await task.value
        }
        // What cannot be removed is the system's to clear: it lies in the temporary folder.
        try? FileManager.default.removeItem(at: root)
    }

    /// Appends commands for Hamar, named `<prefix>1` … `<prefix>n`.
    func command(_ names: [String]) async throws {
        let kommune = try hamar()
        _ = try await log.append(
            names.map { name in
                CommandRecord.make(
                    kommune: kommune, type: "number", payload: Array(name.utf8), source: "/test", id: name,
                    digest: SHA256.hex(Array(name.utf8)), traceparent: nil)
            }, to: TopicPartition(topics.commands("counter"), 0))
    }

    /// Appends commands for Hamar and waits until each has a receipt.
    func answer(_ names: [String]) async throws {
        try await command(names)
        _ = try await receipts(for: names)
    }

    /// Waits until each of these ids has a receipt; returns all receipts by id.
    func receipts(for ids: [String], seconds: Double = 120) async throws -> [String: [CloudEvent]] {
        let place = TopicPartition(topics.receipts("p"), 0)
        let deadline = Date().addingTimeInterval(seconds)
        while true {
            var found: [String: [CloudEvent]] = [:]
            for record in try log.records(of: place) {
                let event = try CloudEventReader().read(
                    body: record.value ?? [], headers: record.headers.map { CloudEventHeader($0.name, $0.value) }
                ).get()
                found[event.extensions["correlationid"] ?? "", default: []].append(event)
            }
            if ids.allSatisfy({ found[$0] != nil }) { return found }
            try #require(Date() < deadline, "no receipts for \(ids.filter { found[$0] == nil })")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// What an outsider makes of the commit log by the acceptance rule alone.
    func history() throws -> [DecodedCommit] {
        var fold = AcceptanceFold()
        return try log.records(of: TopicPartition(topics.commits("counter"), 0)).compactMap { record in
            let entry = LogEntry(record)
            guard fold.consider(entry, at: record.offset) == .accepted, case .commit(let commit) = entry else { return nil }
            return try DecodedCommit(commit, events: CounterModel().events)
        }
    }

    /// Fails unless every command has exactly one outcome, numbers run 1…n without gap or repeat, and each receipt says what the log says.
    func expectExactlyOnce(_ ids: [String], sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let receipts = try await receipts(for: ids)
        let given = try history().flatMap { commit in commit.body.events.compactMap { $0.event as? NumberGiven } }
        #expect(given.map(\.number) == Array(1...ids.count), sourceLocation: sourceLocation)
        #expect(Set(given.map(\.name)) == Set(ids), sourceLocation: sourceLocation)
        for event in given {
            let told = Set((receipts[event.name] ?? []).map(\.data))
            #expect(told == [.json(.int(Int64(event.number)))], sourceLocation: sourceLocation)
        }
    }
}

extension OwnerLimits {
    /// Short waits, so that a test of failures takes milliseconds.
    static var quick: OwnerLimits {
        var limits = OwnerLimits()
        limits.retryMilliseconds = 1...20
        limits.publisherNoteMilliseconds = 5
        limits.readBackMilliseconds = 2_000
        limits.planMilliseconds = 1
        limits.failingMilliseconds = 20
        return limits
    }
}

/// Throws once, at the n-th time that a step is reached.
final class CrashOnce: Sendable {
    private let step: OwnerStep
    private let left: Mutex<Int>
    /// True once it has happened.
    var happened: Bool { left.withLock { $0 <= 0 } }

    init(at step: OwnerStep, time: Int = 1) {
        self.step = step
        left = Mutex(time)
    }

    func observe(_ reached: OwnerStep) throws {
        guard reached == step else { return }
        let now = left.withLock { left in
            left -= 1
            return left == 0
        }
        if now { throw SimulatedCrash() }
    }
}

/// Waits until something is so; fails the test when it does not come about.
func eventually(seconds: Double = 120, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () -> Bool) async throws {
    let deadline = Date().addingTimeInterval(seconds)
    while !condition() {
        try #require(Date() < deadline, "it did not come about", sourceLocation: sourceLocation)
        try await Task.sleep(for: .milliseconds(2))
    }
}
