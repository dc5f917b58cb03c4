import CommitLog
import Domain
import Observability

/// What every owner of one instance shares: the log, the clock, ids, limits and who it is.
public struct OwnerEnvironment: Sendable {
    /// The log.
    public let log: any Log
    /// Which log it is, as stores remember it.
    public let logIdentity: String
    /// What stores may call the same log because it had another name in their time.
    public let formerLogIdentities: [String]
    /// The topics' names.
    public let topics: Topics
    /// Where the stores lie.
    public let directory: ShardDirectory
    /// This instance's name.
    public let instance: String
    /// This process's name in the service's group: no two have the same, also when one follows another as the same instance.
    public let member: String
    /// Where others reach this instance; known when its server is bound.
    public let url: @Sendable () -> String
    /// The clock.
    public let time: any TimeSource
    /// Gives out system ids.
    public let identifiers: any IdentifierSource
    /// The limits.
    public let limits: OwnerLimits
    /// The figures.
    public let meters: OwnerMeters
    /// Tells of ownerships that begin, end or fail.
    public let logger: Logger
    /// Watches steps; nothing in production.
    public let observer: OwnerObserver
    /// The municipalities that must have a store.
    public let municipalities: @Sendable () -> [Organisasjonsnummer]
    /// Where owners and publishers note who they are and how far they have come.
    public let owners: OwnerDirectory
    /// Gives shards without a store a snapshot to begin with; nil where none are kept.
    public let snapshots: SnapshotRestorer?
    /// What operators have declared void in commit logs.
    public let decisions: Decisions
    /// Says when the stores of this instance have something new.
    public let committed = CommitSignal()

    /// An environment with all its parts.
    public init(
        log: any Log, logIdentity: String, formerLogIdentities: [String] = [], topics: Topics, directory: ShardDirectory, instance: String,
        member: String? = nil, url: @escaping @Sendable () -> String,
        time: any TimeSource, identifiers: any IdentifierSource, limits: OwnerLimits = OwnerLimits(), meters: OwnerMeters, logger: Logger,
        observer: @escaping OwnerObserver = { _, _ in }, municipalities: @escaping @Sendable () -> [Organisasjonsnummer] = { [] },
        owners: OwnerDirectory, snapshots: SnapshotRestorer? = nil
    ) {
        self.log = log
        self.logIdentity = logIdentity
        self.formerLogIdentities = formerLogIdentities
        self.topics = topics
        self.directory = directory
        self.instance = instance
        self.member = member ?? instance
        self.url = url
        self.time = time
        self.identifiers = identifiers
        self.limits = limits
        self.meters = meters
        self.logger = logger
        self.observer = observer
        self.municipalities = municipalities
        self.owners = owners
        self.snapshots = snapshots
        decisions = Decisions(log: log, topics: topics)
    }
}
