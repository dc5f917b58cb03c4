import CommitLog
import Observability
import ShardRuntime
import Synchronization

/// Takes in what one partner writes to its own topic, `inbound.<partner>`. Any instance does it; the group shares the partitions, also those
/// that the partner adds later.
struct PartnerIntake: Sendable {
    let source: IntakeSource
    let strangers: StrangersTopics
    let around: IntakeSurroundings

    /// How often it is looked whether the topic is there, milliseconds.
    static let waitMilliseconds = 100

    /// Takes part until cancelled.
    func run() async throws {
        while !strangers.isPresent(source.topic) { try await around.time.sleep(for: .milliseconds(Self.waitMilliseconds)) }
        let membership = try await around.log.join(group: source.group, sharing: source.topic, as: around.instance)
        await PartitionShare(membership).follow { partition in
            try await PartitionIntake(source: source, partition: partition, around: around).run()
        }
    }
}

/// Takes in what all partners posted over HTTP, `posted.<partner>`. These topics have the suite's partitions: who has partition 2 of the
/// command topic in this group reads partition 2 of each, in tasks that do not wait for each other.
struct PostedIntake: Sendable {
    let sources: [IntakeSource]
    let around: IntakeSurroundings

    /// Takes part until cancelled.
    func run() async throws {
        let membership = try await around.log.join(
            group: IntakeSource.postedGroup(around.topics), sharing: around.topics.commands(RegistryModel.serviceName), as: around.instance)
        await PartitionShare(membership).follow { partition in
            try await withThrowingDiscardingTaskGroup { group in
                for source in sources {
                    group.addTask { try await PartitionIntake(source: source, partition: partition, around: around).run() }
                }
            }
        }
    }
}

/// A place in a group, with a task for each partition that it has.
struct PartitionShare: Sendable {
    private let membership: any GroupMembership

    init(_ membership: any GroupMembership) { self.membership = membership }

    /// Runs `body` for each partition as long as this member has it; ends when cancelled, and gives everything back.
    func follow(_ body: @escaping @Sendable (Int32) async throws -> Void) async {
        let running = Mutex<[Int32: Task<Void, any Error>]>([:])
        let ending = Mutex<[Int32: Task<Void, any Error>]>([:])
        await withTaskCancellationHandler {
            for await assigned in membership.assignments {
                let gone = running.withLock { running in
                    let gone = running.filter { !assigned.contains($0.key) }
                    for key in gone.keys { running[key] = nil }
                    return gone
                }
                for task in gone.values { task.cancel() }
                ending.withLock { $0.merge(gone) { $1 } }
                for partition in assigned where running.withLock({ $0[partition] }) == nil {
                    let previous = ending.withLock { $0.removeValue(forKey: partition) }
                    let task = Task {
                        // How it ended does not matter: it was cancelled.
                        _ = await previous?.result
                        try await body(partition)
                    }
                    running.withLock { $0[partition] = task }
                }
            }
        } onCancel: {
            Task { await membership.leave() }
        }
        for task in running.withLock({ $0.values }) { task.cancel() }
        await membership.leave()
    }
}
