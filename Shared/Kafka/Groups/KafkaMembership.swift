import CRdKafka
import CommitLog
import Foundation
import Synchronization

/// A member of a classic consumer group, on a client of its own: told which partitions it has, never fetching from them.
///
/// The partitions are assigned paused; reading is done by readers, which are no business of the group.
final class KafkaMembership: GroupMembership {
    private static let pollMilliseconds: Int32 = 100
    /// Changes that a slow listener has not taken yet; older ones are dropped, the newest always arrives.
    private static let maximumUntakenChanges = 64

    let group: String
    let assignments: AsyncStream<Set<Int32>>
    private let topic: String
    /// Bears the group's name: positions are noted on it, so that the coordinator takes them.
    let client: Client
    private let configuration: KafkaLogConfiguration
    private let threads: CallThreads
    private let counters: Counters
    private let changes: AsyncStream<Set<Int32>>.Continuation
    private let leaving = Atomic<Bool>(false)
    private let vanishing = Atomic<Bool>(false)
    private let left = OneResult<Void>()
    private let onLeave: @Sendable (KafkaMembership) -> Void

    /// Joins; `onLeave` is called once, when it has left.
    init(
        group: String, sharing topic: String, as member: String, _ configuration: KafkaLogConfiguration, threads: CallThreads,
        counters: Counters,
        onLeave: @escaping @Sendable (KafkaMembership) -> Void
    ) throws {
        (assignments, changes) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.maximumUntakenChanges))
        (self.group, self.topic, self.configuration, self.threads) = (group, topic, configuration, threads)
        (self.counters, self.onLeave) = (counters, onLeave)
        let settings = ClientSettings(configuration: configuration)
        client = try Client(
            .consumer, settings: settings.make(settings.member(of: group, as: member)),
            box: CallbackBox(counters: counters, onLog: configuration.onLog, rebalance: Self.rebalance(counters, changes)))
        do { try subscribe() } catch {
            changes.finish()
            Task.detached { [client] in await client.close(within: configuration.closeTimeout) }
            throw error
        }
        let thread = Thread { [self] in serve() }
        thread.name = "kafka-member"
        thread.start()
    }

    func members() async throws -> Set<String>? {
        let milliseconds = wholeMilliseconds(configuration.requestTimeout)
        return try await threads.run { [client, group] in try client.members(of: group, milliseconds) }
    }

    func leave() async {
        leaving.store(true, ordering: .sequentiallyConsistent)
        // Never fails. Nil means that the group must find out by the session timeout; the abandoned handle is counted by the thread.
        _ = try? await left.value(within: configuration.closeTimeout * 2)
    }

    /// Ends without telling the group. For tests.
    func vanish() async {
        vanishing.store(true, ordering: .sequentiallyConsistent)
        await leave()
    }

    // MARK: - On the member's own thread

    /// What is done at every change; called by the poll below.
    private static func rebalance(_ counters: Counters, _ changes: AsyncStream<Set<Int32>>.Continuation) -> CallbackBox.Rebalance {
        { client, what, partitions in
            counters.rebalances.count()
            guard what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS, let partitions else {
                rd_kafka_assign(client, nil)
                changes.yield([])
                return
            }
            let entries = UnsafeMutableBufferPointer(start: partitions.pointee.elems, count: Int(partitions.pointee.cnt))
            // A concrete position, so that none is looked up; paused, so that none is fetched.
            for index in entries.indices { entries[index].offset = 0 }
            rd_kafka_assign(client, partitions)
            rd_kafka_pause_partitions(client, partitions)
            changes.yield(Set(entries.map(\.partition)))
        }
    }

    private func subscribe() throws {
        try client.use { client in
            rd_kafka_poll_set_consumer(client)
            guard let list = rd_kafka_topic_partition_list_new(1) else { throw LogError(.unavailable, "out of memory") }
            defer { rd_kafka_topic_partition_list_destroy(list) }
            rd_kafka_topic_partition_list_add(list, topic, RD_KAFKA_PARTITION_UA)
            let error = rd_kafka_subscribe(client, list)
            guard error == RD_KAFKA_RESP_ERR_NO_ERROR else { throw LogError(.unavailable, "group \(group): \(text(error))") }
        }
    }

    private func serve() {
        do {
            while !leaving.load(ordering: .sequentiallyConsistent) {
                try client.use { client in
                    guard let message = rd_kafka_consumer_poll(client, Self.pollMilliseconds) else { return }
                    // Nothing is fetched, so what comes here is an error.
                    if message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR { counters.clientErrors.count() }
                    rd_kafka_message_destroy(message)
                }
            }
            if !vanishing.load(ordering: .sequentiallyConsistent) { try client.use { giveBack($0) } }
        } catch {
            // Only this thread closes the client, so `use` cannot fail before.
        }
        changes.finish()
        Task.detached { [self] in
            await client.close(within: configuration.closeTimeout)
            onLeave(self)
            left.set(.success(()))
        }
    }

    /// Leaves the group, with a deadline: closing can wait for ever in 2.0.2 when a partition was lost.
    private func giveBack(_ client: OpaquePointer) {
        guard let queue = rd_kafka_queue_new(client) else { return }
        defer { rd_kafka_queue_destroy(queue) }
        if let error = rd_kafka_consumer_close_queue(client, queue) {
            rd_kafka_error_destroy(error)
            counters.clientErrors.count()
            return
        }
        let deadline = ContinuousClock.now + configuration.closeTimeout
        while rd_kafka_consumer_closed(client) == 0, ContinuousClock.now < deadline {
            rd_kafka_queue_poll_callback(queue, Self.pollMilliseconds)
        }
    }
}
