import CommitLog
public import Domain
import Observability
import ShardRuntime
import Synchronization
import Transfer

/// What all four services have in common once they have a model: the log, its topics, the owners, and what follows the shared topics.
public struct ShardService<Model: ShardModel>: Sendable {
    /// What the service was started with.
    public let context: ServiceContext
    /// The model.
    public let model: Model
    /// The log.
    public let log: any Log
    /// The topics' names.
    public let topics: Topics
    /// Owners of this instance's partitions.
    public let runtime: ServiceRuntime<Model>
    /// The installation's municipalities.
    public let municipalities: MunicipalityDirectory
    /// Who owns what.
    public let owners: OwnerDirectory
    /// What was set aside.
    public let quarantine: QuarantineIndex
    /// Makes snapshots of the stores owned here; nil where no place for them is named.
    public let snapshots: SnapshotKeeper<Model>?
    /// For questions to other instances, and what is passed on to them.
    public let client: HTTPClient
    /// What the service adds to `/admin/status`.
    public let contributions = StatusContributions()
    /// Passes requests on to the instance that owns their municipality.
    let forwarder: RequestForwarder
    /// Whether the log answers.
    let pulse: LogPulse
    /// Whether it has been looked at since the start.
    let preparation: LogPreparation
    private let url: AdvertisedURL
    private let work = BackgroundWork()

    /// Whether the log is one on this machine's disk: it may be slow, and is never away.
    var isLogLocal: Bool { Self.isLocal(context) }
    private static func isLocal(_ context: ServiceContext) -> Bool { if case .local = context.settings.log { true } else { false } }

    /// When whoever could not write because the log is away is to try again.
    static var retryWrites: Duration { .seconds(2) }

    /// Opens the log, creates and checks the topics, and reads the shared ones. Nothing runs yet: `run` starts it. While the log is away an instance
    /// that has stores from before goes on without it.
    ///
    /// - Parameter connections: how many the service's server holds, each of which may be passed on; nil for the server's own number.
    /// - Throws: `StartRefusal` for a log that cannot be reached or topics that are not as they must be.
    public static func prepare(
        _ model: Model, context: ServiceContext, limits: OwnerLimits = OwnerLimits(), connections: Int? = nil
    ) async throws -> ShardService {
        let topics = Topics(prefix: context.settings.topicPrefix, partitions: Int32(context.settings.partitions))
        let opened = try await SuiteLog.open(context)
        context.shutdown.add("log", .resources) { _ in await opened.log.close() }
        // What partners write themselves is theirs: no start waits for it or judges it.
        let ofPartners = context.partners.partners.flatMap { topics.settings(ofPartner: $0.navn) }
        opened.log.recognize(ofPartners)
        let partners = ofPartners.filter { $0.writers == .suite }
        let upstream = model.upstream.flatMap { topics.settings(of: $0) }
        let owners = OwnerDirectory(log: opened.log, topics: topics)
        let forwarding = ForwardingLimit(context, connections: connections)
        let service = try ShardService(
            model, context: context, log: opened, owners: owners, topics: topics, limits: limits, forwarding: forwarding)
        let needed = Array(Set(topics.settings(of: model.service) + upstream + partners))
        let (municipalities, pulse, preparation) = (service.municipalities, service.pulse, service.preparation)
        preparation.begin {
            try await SuiteLog.ensure(needed, in: opened.log, owners: owners, shared: topics.shared, preparation, context)
            try await SuiteLog.patiently(preparation, context) {
                try await municipalities.load()
                try await owners.load()
            }
            pulse.answered()
        }
        context.shutdown.add("preparation", .handOver) { _ in preparation.cancel() }
        try await service.awaitPreparation()
        return service
    }

    /// The calendar day in Norway, at this moment.
    public var today: Dato { context.time.now().norskDato }

    /// Waits for the log. When it is away, and there are stores here, the service goes on without it: reads are answered from them as of when they
    /// were last known to be whole.
    private func awaitPreparation() async throws {
        let known = isLogLocal ? nil : LastKnown.read(runtime.environment.directory, context.logger)
        let limit = known == nil ? LogPreparation.limitWait : LogPreparation.limitWaitWithStores
        if try await preparation.isDone(within: limit) { return }
        let reason = preparation.reason
        guard let known else { throw StartRefusal("log_unavailable", reason, exitCode: .unavailable) }
        context.logger.error(
            "the log is not ready: reads are answered from what is stored, writes are refused until it is", ["reason": .reason(reason)])
        municipalities.begin(with: known.kommuner)
        let now = context.time.now().milliseconds
        await runtime.openForReading(asOf: known.wholeAsOf.filter { $0.value <= now }, of: known.commits)
        let (preparation, context) = (preparation, context)
        Task {
            do {
                try await preparation.wait()
                context.logger.info("the log is ready for the first time since the start")
            } catch is CancellationError {
                // The service ends before the log has answered.
            } catch {
                context.fail((error as? StartRefusal) ?? StartRefusal("log_unusable", LogReason.text(of: error), exitCode: .software))
            }
        }
    }

    private init(
        _ model: Model, context: ServiceContext, log opened: SuiteLog, owners: OwnerDirectory, topics: Topics, limits: OwnerLimits,
        forwarding: ForwardingLimit
    ) throws {
        let url = AdvertisedURL()
        let municipalities = MunicipalityDirectory(log: opened.log, topics: topics)
        let instance = "\(context.settings.service.rawValue)-\(context.settings.instance)"
        let kept = try SnapshotParts.open(context)
        let isLocal = Self.isLocal(context)
        var limits = limits
        // A broker that is there answers in milliseconds. A disk may be slow, and is waited for.
        if isLocal { limits.callerMilliseconds = max(limits.callerMilliseconds, Self.limitLocalCallerMilliseconds) }
        let environment = OwnerEnvironment(
            log: opened.log, logIdentity: opened.identity, formerLogIdentities: opened.formerIdentities, topics: topics,
            directory: try ShardDirectory(path: context.settings.stores), instance: instance,
            member: "\(instance)~\(context.identifiers.next().rawValue.suffix(12))", url: { url.value }, time: context.time,
            identifiers: context.identifiers, limits: limits, meters: OwnerMeters(context.metrics), logger: context.logger,
            municipalities: { municipalities.all },
            owners: owners, snapshots: kept?.restorer)
        self.context = context
        self.model = model
        preparation = LogPreparation(time: context.time, logger: context.logger)
        log = opened.log
        self.topics = topics
        self.municipalities = municipalities
        self.owners = owners
        self.url = url
        quarantine = QuarantineIndex(
            log: opened.log, topics: topics, service: model.service, days: context.settings.quarantineDays, time: context.time)
        runtime = ServiceRuntime(model: model, environment: environment, logger: context.logger)
        snapshots = kept?.keeper(runtime)
        let reads = runtime.reads
        context.shutdown.add("reads", .resources) { _ in await reads.close() }
        let client = HTTPClient(configuration: forwarding.client)
        self.client = client
        context.shutdown.add("http client", .resources) { _ in await client.shutdown() }
        pulse = LogPulse(
            opened.log, about: TopicPartition(topics.owners, 0),
            limitSilence: isLocal ? nil : LogPulse.limitSilenceOfBrokers, time: context.time, logger: context.logger
        )
        let (runtime, time) = (runtime, context.time)
        forwarder = RequestForwarder(
            client: client, ownURL: context.settings.url(boundPort: context.settings.port), logger: context.logger,
            metrics: context.metrics
        ) { kommune, refused in
            guard let refused else { return runtime.ownerURL(of: kommune) }
            let deadline = time.elapsed() + Self.limitOwnerChange
            while runtime.ownerURL(of: kommune) == refused, time.elapsed() < deadline {
                // Fails only when cancelled: whoever asked has gone.
                do { try await time.sleep(for: .milliseconds(20)) } catch { return nil }
            }
            return runtime.ownerURL(of: kommune)
        }
    }

    /// Longest a caller waits for a log on this machine's own disk, milliseconds.
    private static var limitLocalCallerMilliseconds: Int64 { 20_000 }

    /// How long whoever was refused waits for another owner to be known.
    private static var limitOwnerChange: Duration { .milliseconds(800) }

    /// Refuses what needs the log while it is away.
    ///
    /// - Throws: 503 with `Retry-After`.
    public func requireLog() throws(ProblemDetails) {
        guard pulse.isReachable, preparation.isDone else {
            throw ProblemDetails.unavailable("the log does not answer just now; nothing was done", retryAfter: Self.retryWrites)
        }
    }

    /// Appends for a caller who waits, no longer than a caller may wait for the log.
    ///
    /// - Throws: `LogError`; `.outcomeUnknown` when the time is over: the records may land all the same.
    public func append(_ records: [NewRecord], to place: TopicPartition) async throws -> [Offset] {
        guard preparation.isDone else { throw LogError(.unavailable, "the log has not been looked at yet") }
        // Not cancelled when the time is over: what is under way may still land.
        let appending = Task { [log] in try await log.append(records, to: place) }
        return try await fromLog(late: .outcomeUnknown) { try await appending.value }
    }

    /// Waits for the log for a caller who waits, no longer than a caller may.
    ///
    /// - Throws: `LogError` of the kind `late` when the time is over.
    public func fromLog<Value: Sendable>(
        late: LogError.Code = .unavailable, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let limit = Duration.milliseconds(runtime.environment.limits.callerMilliseconds)
        return try await context.time.within(limit, orThrow: LogError(late, "the log has not answered within \(limit)"), body)
    }

    /// Takes requests to where they are answered.
    public var desk: OwnerDesk<Model> { OwnerDesk(self) }

    /// Takes part: joins the group, owns, follows. Ends with the service.
    public func run(at advertised: String) {
        url.set(advertised)
        background("owners") { try await runtime.run() }
        context.shutdown.add("hand over", .handOver) { [runtime, pulse] remaining in
            // Nobody can claim while the log is away.
            if pulse.isReachable { await runtime.handOver(within: remaining) }
        }
        background("log pulse", needsLog: false) { try await pulse.run() }
        if !isLogLocal { background("last known") { try await LastKnown.keep(runtime, municipalities, pulse, context) } }
        background("municipalities") { try await municipalities.follow() }
        background("owner directory") { try await owners.follow() }
        background("quarantine") { try await quarantine.follow() }
        let expiry = QuarantineExpiry(
            quarantine: quarantine,
            isResponsible: { [runtime] in runtime.statuses.contains { $0.partition == 0 && $0.phase == .owner } },
            time: context.time, logger: context.logger)
        background("quarantine expiry") { try await expiry.run() }
        if let snapshots { background("snapshots") { try await snapshots.run() } }
        ShardHealth(runtime: runtime, pulse: pulse, preparation: preparation).register(in: context)
        ShardMetrics(runtime: runtime, quarantine: quarantine, pulse: pulse).register(in: context.metrics)
        watchClock()
    }

    /// Runs something until the service ends; when it fails it is logged and started again, with a growing wait.
    ///
    /// - Parameter needsLog: whether it begins only when the log has been looked at: nothing may be written to another installation's log.
    public func background(_ name: StaticString, needsLog: Bool = true, _ body: @escaping @Sendable () async throws -> Void) {
        let (logger, time, preparation) = (context.logger, context.time, preparation)
        let task = Task {
            // Fails when the service is to end, which the loop's condition sees, or when it cannot run: then nothing may begin.
            if needsLog { do { try await preparation.wait() } catch { return } }
            var wait = Duration.milliseconds(100)
            while !Task.isCancelled {
                do {
                    try await body()
                    return
                } catch {
                    if Task.isCancelled { return }
                    logger.warning("background work failed and is started again", ["work": .name(name), "reason": .reason(error)])
                }
                // Cancelled while asleep: the loop's condition ends it.
                try? await time.sleep(for: wait)
                wait = min(wait * 2, .seconds(5))
            }
        }
        work.add(task)
        context.shutdown.add(name, .work) { [work, pulse] _ in await work.end(task, isLogThere: pulse.isReachable, time: time) }
    }
}

/// Where others reach this instance, once it is known.
private final class AdvertisedURL: Sendable {
    private let text = Mutex("")
    var value: String { text.withLock { $0 } }
    func set(_ value: String) { text.withLock { $0 = value } }
}
