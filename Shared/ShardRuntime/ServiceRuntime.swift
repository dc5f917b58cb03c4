import CommitLog
import Domain
import Observability
import Synchronization

/// One instance of a service: takes part in the service's group, keeps the stores of all partitions warm, owns those that are its to own, and takes
/// commands and reads for their shards.
public final class ServiceRuntime<Model: ShardModel>: Sendable {
    /// The model.
    public let model: Model
    /// What all owners share.
    public let environment: OwnerEnvironment
    /// Committed state for readers.
    public let reads: ShardReads
    private let logger: Logger
    /// One for each partition, by number.
    private let owners: [PartitionOwner<Model>]
    private let planner: PartitionPlanner<Model>
    /// How long an instance that ends waits for the log to take its last word.
    private static var limitLeaving: Duration { .seconds(1) }

    /// An instance; `run` starts it.
    public init(model: Model, environment: OwnerEnvironment, logger: Logger) {
        self.model = model
        self.environment = environment
        self.logger = logger
        reads = ShardReads(directory: environment.directory)
        owners = (0..<environment.topics.partitions).map { partition in
            PartitionOwner(model: model, partition: partition, environment: environment, duty: .none)
        }
        planner = PartitionPlanner(model: model, environment: environment, owners: owners)
    }

    /// Takes part in the group until cancelled, then gives everything back.
    public func run() async throws {
        let membership = try await environment.log.join(
            group: OwnerGroup.name(environment.topics, model.service), sharing: environment.topics.commits(model.service),
            as: environment.member)
        await withDiscardingTaskGroup { group in
            for owner in owners { group.addTask { await owner.run() } }
            group.addTask { [planner] in await planner.run(membership) }
        }
        await membership.leave()
        // A note that stays behind is taken away by another member; a log that is away is not waited for.
        try? await environment.time.within(Self.limitLeaving, orThrow: CancellationError()) { [environment, model] in
            try await environment.owners.removeStandby(environment.member, of: model.service)
        }
    }

    /// Lets other instances take the partitions over before this one ends; it goes on owning until they have. Returns when they have, when there
    /// are no others, or after `limit`.
    public func handOver(within limit: Duration) async {
        guard planner.hasSuccessors else { return }
        planner.leave()
        let deadline = environment.time.elapsed() + min(limit, .milliseconds(environment.limits.handOverMilliseconds))
        while planner.hasSuccessors, owners.contains(where: { $0.status.mailbox != nil }), environment.time.elapsed() < deadline {
            // Fails only when cancelled: the instance then ends without handing over.
            do { try await environment.time.sleep(for: .milliseconds(20)) } catch { return }
        }
    }

    /// The statuses of all partitions, by number.
    public var statuses: [OwnerStatus.Snapshot] { owners.map(\.status.snapshot) }

    /// What can be said of the stores that are open here and have no fault: as of when those of each partition are whole, milliseconds since the
    /// epoch, and how many commits each contains.
    ///
    /// - Parameter ownedAsOf: the moment for those that are owned here.
    public func wholeStores(ownedAsOf moment: Int64) async -> (asOf: [Int32: Int64], commits: [Organisasjonsnummer: UInt64]) {
        var asOf: [Int32: Int64] = [:]
        var commits: [Organisasjonsnummer: UInt64] = [:]
        for owner in owners {
            // The moment first: what the stores contain afterwards is as much or more.
            let status = owner.status.snapshot
            asOf[status.partition] = status.hasOwned ? moment : status.asOf
            for (kommune, count) in await owner.commitsInStores where isWhole(kommune) { commits[kommune] = count }
        }
        return (asOf, commits)
    }

    /// True when nothing is known against the municipality's store here.
    public func isWhole(_ kommune: Organisasjonsnummer) -> Bool {
        let status = owner(of: kommune).status.snapshot
        return status.alarms[kommune] == nil && !status.rebuilding.contains(kommune)
    }

    /// Opens the stores for reading before `run`, as of when they were last known to be whole: the log is away and says nothing newer.
    ///
    /// - Parameter known: how many commits each store had then; one that is missing, has fewer, or is not among them is left for the log.
    public func openForReading(asOf moments: [Int32: Int64], of known: [Organisasjonsnummer: UInt64]) async {
        for owner in owners {
            guard let moment = moments[owner.partition] else { continue }
            do {
                try await owner.openForReading(asOf: moment, of: known)
            } catch {
                logger.warning(
                    "a partition's stores cannot be read before the log answers",
                    ["partition": .number(owner.partition), "reason": .reason(error)])
            }
        }
    }

    /// True when the group has said who its members are, and it is planned what this one is to do.
    public var hasJoined: Bool { planner.hasPlanned }

    /// True when this instance owns the municipality's partition.
    public func owns(_ kommune: Organisasjonsnummer) -> Bool { owner(of: kommune).status.mailbox != nil }

    /// True when the municipality's store here contains everything that was answered: this instance owns its partition, even if the log is away
    /// just now. Not while the store is being built anew: what is not replayed yet would seem not to exist.
    public func canRead(_ kommune: Organisasjonsnummer) -> Bool { owner(of: kommune).status.canRead(kommune) }

    /// As of when the municipality's store here is known to be whole; nil when it cannot be read here. A standby's is a moment old.
    public func asOf(_ kommune: Organisasjonsnummer) -> Tidspunkt? {
        owner(of: kommune).status.asOf(kommune).map { Tidspunkt(milliseconds: $0) }
    }

    /// True when the municipality's store can be read here, the owner's or a standby's.
    public func isReadable(_ kommune: Organisasjonsnummer) -> Bool { canRead(kommune) || asOf(kommune) != nil }

    /// True when the municipality's partition is this instance's to own, whether it does already or not.
    public func isDuty(_ kommune: Organisasjonsnummer) -> Bool { owner(of: kommune).status.snapshot.duty == .own }

    /// True when the municipality's partition is about to be owned here.
    public func isTakingOver(_ kommune: Organisasjonsnummer) -> Bool {
        let snapshot = owner(of: kommune).status.snapshot
        return snapshot.duty == .own && snapshot.phase != .owner
    }

    /// What stops the municipality here; nil when nothing does.
    public func alarm(of kommune: Organisasjonsnummer) -> ShardAlarm? { owner(of: kommune).status.alarm(of: kommune) }

    /// Where the owner of the municipality's partition is reached, as the commit log and the owners' topic say; nil: nobody is known.
    public func ownerURL(of kommune: Organisasjonsnummer) -> String? {
        let owner = owner(of: kommune)
        let announced = environment.owners.owner(service: model.service, partition: owner.partition)
        let snapshot = owner.status.snapshot
        // An older claim than what was announced was met while the log is being caught up with.
        guard let claimant = snapshot.claimant, claimant != announced?.member, snapshot.claimedEpoch >= announced?.epoch ?? 0 else {
            return announced?.url
        }
        if claimant == environment.member { return environment.url() }
        return environment.owners.standbys(of: model.service)[claimant]?.url ?? announced?.url
    }

    /// Hands in a command for a municipality that this instance owns.
    public func submit(_ input: ShardInput) async -> Result<ShardDecision, CommandFailure> { await owner(of: input.kommune).submit(input) }

    /// True when the municipality is set up in the installation, or has a store here.
    public func knows(_ kommune: Organisasjonsnummer) throws -> Bool {
        try environment.municipalities().contains(kommune) || environment.directory.shards().contains(kommune)
    }

    /// Builds a shard's store anew from the log.
    public func rebuild(_ kommune: Organisasjonsnummer) async {
        reads.forget(kommune)
        await owner(of: kommune).rebuild(kommune)
    }

    private func owner(of kommune: Organisasjonsnummer) -> PartitionOwner<Model> {
        owners[Int(environment.topics.partition(of: kommune.rawValue))]
    }
}
