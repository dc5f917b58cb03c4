import CommitLog
import Domain
import Observability
import Synchronization

/// One instance of a service: joins the service's group, owns the partitions it is given, and takes commands and reads for their shards.
public final class ServiceRuntime<Model: ShardModel>: Sendable {
    /// The model.
    public let model: Model
    /// What all owners share.
    public let environment: OwnerEnvironment
    /// Committed state for readers.
    public let reads: ShardReads
    private let logger: Logger

    private struct Running {
        let owner: PartitionOwner<Model>
        let task: Task<Void, Never>
    }
    private struct Owners {
        var running: [Int32: Running] = [:]
        /// Owners that are ending, by partition: the next one of the same partition waits for it.
        var ending: [Int32: Task<Void, Never>] = [:]
    }
    private let owners = Mutex(Owners())
    private let joined = Mutex(false)

    /// An instance; `run` starts it.
    public init(model: Model, environment: OwnerEnvironment, logger: Logger) {
        self.model = model
        self.environment = environment
        self.logger = logger
        reads = ShardReads(directory: environment.directory)
    }

    /// Takes part in the group until cancelled, then gives everything back.
    public func run() async throws {
        let membership = try await environment.log.join(
            group: OwnerGroup.name(environment.topics, model.service), sharing: environment.topics.commits(model.service),
            as: environment.instance)
        await withTaskCancellationHandler {
            for await assigned in membership.assignments {
                joined.withLock { $0 = true }
                change(to: assigned)
            }
        } onCancel: {
            Task { await membership.leave() }
        }
        change(to: [])
        for task in owners.withLock({ $0.ending.values }) { await task.value }
        await membership.leave()
    }

    /// The statuses of the partitions given to this instance.
    public var statuses: [OwnerStatus.Snapshot] {
        owners.withLock { $0.running.values.map(\.owner.status.snapshot) }.sorted { $0.partition < $1.partition }
    }

    /// True when the group has given out its partitions once.
    public var hasJoined: Bool { joined.withLock { $0 } }

    /// True when this instance owns the municipality's partition.
    public func owns(_ kommune: Organisasjonsnummer) -> Bool { owner(of: kommune)?.status.mailbox != nil }

    /// True when reads of the municipality are answered here: its partition is this instance's and was owned, even if the log is away just now.
    /// Not while its store is being built anew: what is not replayed yet would seem not to exist.
    public func canRead(_ kommune: Organisasjonsnummer) -> Bool { owner(of: kommune)?.status.canRead(kommune) ?? false }

    /// True when the municipality's partition is this instance's, owned already or about to be.
    public func holds(_ kommune: Organisasjonsnummer) -> Bool { owner(of: kommune) != nil }

    /// Hands in a command for a municipality that this instance owns.
    public func submit(_ input: ShardInput) async -> Result<ShardDecision, CommandFailure> {
        guard let owner = owner(of: input.kommune) else { return .failure(.notOwner) }
        return await owner.submit(input)
    }

    /// True when the municipality is set up in the installation, or has a store here.
    public func knows(_ kommune: Organisasjonsnummer) throws -> Bool {
        try environment.municipalities().contains(kommune) || environment.directory.shards().contains(kommune)
    }

    /// Builds a shard's store anew from the log; false when this instance does not own it.
    public func rebuild(_ kommune: Organisasjonsnummer) async -> Bool {
        guard let owner = owner(of: kommune) else { return false }
        reads.forget(kommune)
        await owner.rebuild(kommune)
        return true
    }

    private func owner(of kommune: Organisasjonsnummer) -> PartitionOwner<Model>? {
        let partition = environment.topics.partition(of: kommune.rawValue)
        return owners.withLock { $0.running[partition]?.owner }
    }

    /// Stops owners of partitions that are gone and starts those of new ones. Nobody waits for another partition: a new owner waits only for
    /// the one of the same partition that is still ending.
    private func change(to assigned: Set<Int32>) {
        owners.withLock { owners in
            for partition in owners.running.keys where !assigned.contains(partition) {
                guard let gone = owners.running.removeValue(forKey: partition) else { continue }
                gone.task.cancel()
                owners.ending[partition] = gone.task
            }
            for partition in assigned where owners.running[partition] == nil {
                let owner = PartitionOwner(model: model, partition: partition, environment: environment)
                let previous = owners.ending.removeValue(forKey: partition)
                let task = Task {
                    await previous?.value
                    await owner.run()
                }
                owners.running[partition] = Running(owner: owner, task: task)
            }
        }
        logger.info("partitions assigned", ["partitions": .reason(assigned.sorted().map(String.init).joined(separator: ","))])
    }
}
