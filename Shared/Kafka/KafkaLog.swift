import CommitLog
import Foundation
import Synchronization

/// The log on Apache Kafka, through librdkafka: the back end for production.
///
/// One idempotent producer; readers that start at an exact position and never skip; groups for who owns which partition.
/// Threads: one polls the producer, one each membership, one everything else; calls that wait for the network have their own (`CallThreads`).
/// Tested against Kafka 4.3 with librdkafka 2.0.2, whose defects are worked around where the comments say so.
public final class KafkaLog: Log {
    private struct State {
        var readers: [ObjectIdentifier: KafkaReader] = [:]
        var memberships: [ObjectIdentifier: KafkaMembership] = [:]
        var closed = false
    }

    private static let pollSeconds: TimeInterval = 0.2
    private static let pauseBetweenAttempts = Duration.milliseconds(50)

    private let configuration: KafkaLogConfiguration
    private let counters = Counters()
    private let threads = CallThreads()
    /// Of their own: when the cluster is away, everything else may be waiting for it.
    private let probes = CallThreads()
    private let cluster: Cluster
    private let directory: TopicDirectory
    private let producer: Producer
    private let pool: ReaderPool
    private let groups: GroupClients
    private let state = Mutex(State())

    /// Makes the clients and lets them connect; does not wait for the cluster.
    ///
    /// - Throws: `LogError.Code.invalidConfiguration` naming the property.
    public init(_ configuration: KafkaLogConfiguration) throws {
        self.configuration = configuration
        cluster = try Cluster(configuration, counters: counters)
        directory = TopicDirectory(cluster, threads: threads)
        producer = try Producer(configuration, threads: threads, counters: counters)
        pool = ReaderPool(configuration, counters: counters)
        groups = GroupClients(configuration, counters: counters)
        let thread = Thread { [weak self] in
            while let self, !self.isClosed {
                self.cluster.poll()
                self.pool.poll()
                self.groups.poll()
                Thread.sleep(forTimeInterval: Self.pollSeconds)
            }
        }
        thread.name = "kafka-events"
        thread.start()
    }

    /// What happened so far.
    public var metrics: KafkaLogMetrics { counters.snapshot() }

    // MARK: - Topics

    /// Makes what is missing (with `KafkaLogConfiguration.replicationFactor`) and refuses what differs; see `Log.ensure`.
    public func ensure(_ topics: [TopicSettings]) async throws {
        guard !isClosed else { throw Self.closedError }
        guard !topics.isEmpty else { return }
        directory.recognize(topics)
        try await TopicKeeper(configuration: configuration, cluster: cluster, threads: threads).ensure(topics)
        directory.remember(topics)
        try await producer.prepare(topics.filter { $0.writers == .suite })
    }

    /// See `Log.recognize`.
    public func recognize(_ topics: [TopicSettings]) { directory.recognize(topics) }

    /// See `Log.topics`: what this client may see.
    public func topics(prefix: String) async throws -> [String: Int32] {
        let all = try await threads.run { [cluster] in try cluster.describe() }.topics
        return all.filter { $0.key.hasPrefix(prefix) }.mapValues(\.partitions)
    }

    // MARK: - Records

    /// See `Log.append`. Order within a partition is kept by the idempotent producer.
    public func append(_ records: [NewRecord], to place: TopicPartition) async throws -> [Offset] {
        if let size = records.lazy.map(\.bytes).first(where: { $0 > TopicSettings.maximumRecordBytes }) {
            throw LogError(
                .recordTooLarge, "append to \(place): a record has \(size) bytes, at most \(TopicSettings.maximumRecordBytes) are allowed")
        }
        try await directory.check(place)
        guard !records.isEmpty else { return [] }
        return try await producer.append(records, to: place)
    }

    /// See `Log.read`. A gap that a fresh fetch confirms is `LogError.Code.logGap`.
    public func read(_ place: TopicPartition, from offset: Offset) async throws -> any LogReader {
        try await directory.check(place)
        let continuity: KafkaReader.Continuity =
            if directory.isStrangers(place.topic) {
                .strangers
            } else {
                try await directory.isCompacted(place.topic) ? .compacted : .complete
            }
        let around = KafkaReader.Surroundings(
            cluster: cluster, pool: pool, threads: threads, counters: counters, configuration: configuration
        ) { [weak self] reader in
            self?.state.withLock { _ = $0.readers.removeValue(forKey: ObjectIdentifier(reader)) }
        }
        let reader = try await KafkaReader.open(place, from: offset, continuity, around)
        let closed = state.withLock { state in
            if !state.closed { state.readers[ObjectIdentifier(reader)] = reader }
            return state.closed
        }
        if closed {
            await reader.close()
            throw Self.closedError
        }
        return reader
    }

    /// See `Log.start`.
    public func start(of place: TopicPartition) async throws -> Offset { try await position(of: .start, in: place) }

    /// See `Log.end`.
    public func end(of place: TopicPartition) async throws -> Offset { try await position(of: .end, in: place) }

    /// See `Log.answer`: one question to the partition's leader, once.
    public func answer(about place: TopicPartition, within limit: Duration) async throws {
        try await probes.run { [cluster] in try cluster.answer(about: place, wholeMilliseconds(limit)) }
    }

    private func position(of edge: Cluster.Edge, in place: TopicPartition) async throws -> Offset {
        try await directory.check(place)
        let deadline = ContinuousClock.now + configuration.requestTimeout
        while true {
            do {
                return try await threads.run { [cluster] in try cluster.position(of: edge, in: place) }
            } catch let error as LogError where error.mayPass && ContinuousClock.now < deadline {
                try await Task.sleep(for: Self.pauseBetweenAttempts)
            }
        }
    }

    // MARK: - Groups

    /// See `Log.join`: a classic consumer group with range assignment.
    public func join(group: String, sharing topic: String, as member: String) async throws -> any GroupMembership {
        _ = try await directory.partitions(of: topic)
        return try state.withLock { state in
            guard !state.closed else { throw Self.closedError }
            let membership = try KafkaMembership(
                group: group, sharing: topic, as: member, configuration, threads: threads, counters: counters
            ) { [weak self] membership in
                self?.state.withLock { _ = $0.memberships.removeValue(forKey: ObjectIdentifier(membership)) }
            }
            state.memberships[ObjectIdentifier(membership)] = membership
            return membership
        }
    }

    /// See `Log.note`. What the coordinator does not take is counted (`KafkaLogMetrics.notesFailed`) and else ignored.
    public func note(_ positions: [TopicPartition: Offset], for group: String) async throws {
        guard !positions.isEmpty else { return }
        let client = try client(of: group)
        do {
            try await threads.run { [configuration] in try client.note(positions, wholeMilliseconds(configuration.requestTimeout)) }
        } catch {
            // Advisory: lag tools see the next one.
            counters.notesFailed.count()
        }
    }

    /// See `Log.noted`.
    public func noted(_ place: TopicPartition, for group: String) async throws -> Offset? {
        let client = try client(of: group)
        return try await threads.run { [configuration] in try client.noted(place, wholeMilliseconds(configuration.requestTimeout)) }
    }

    /// A member's own client where there is one: the coordinator takes positions of a group with members from these only.
    private func client(of group: String) throws -> Client {
        let member = state.withLock { state in state.memberships.values.first { $0.group == group } }
        return try member?.client ?? groups.client(for: group)
    }

    // MARK: - End

    /// Ends the memberships as a killed process would: the group finds out by the session timeout. For tests.
    package func vanish() async {
        for membership in state.withLock({ Array($0.memberships.values) }) { await membership.vanish() }
    }

    /// See `Log.close`. Appends under way end with an unknown outcome.
    public func close() async {
        let (readers, memberships) = state.withLock { state in
            state.closed = true
            return (Array(state.readers.values), Array(state.memberships.values))
        }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.producer.close() }
            for reader in readers { group.addTask { await reader.close() } }
            for membership in memberships { group.addTask { await membership.leave() } }
        }
        await groups.close()
        await pool.close()
        await cluster.client.close(within: configuration.closeTimeout)
    }

    private var isClosed: Bool { state.withLock { $0.closed } }

    private static let closedError = LogError(.closed, "the log is closed")
}
