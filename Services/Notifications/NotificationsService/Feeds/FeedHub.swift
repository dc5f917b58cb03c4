import Domain
import HTTPServer
import Observability
import ServiceKit
import ShardRuntime
import Synchronization

/// Hands what happens to everybody who follows, on this instance: each municipality's store is read once, however many follow.
final class FeedHub: Sendable {
    /// One connection or poll.
    struct Follower: Sendable {
        let reader: FeedReader
        /// Nil for a poll.
        let stream: HTTPStream?
        /// The `Authorization` they came with: they are asked again when other tokens count.
        let authorization: String?
    }

    let limits: FeedLimits
    private let reads: ShardReads
    private let canRead: @Sendable (Organisasjonsnummer) -> Bool
    private let authorizer: Authorizer
    private let time: any TimeSource
    private let logger: Logger
    private let shards = Mutex<[Organisasjonsnummer: FollowedShard]>([:])
    let meters: FeedMeters

    init(
        reads: ShardReads, canRead: @escaping @Sendable (Organisasjonsnummer) -> Bool, authorizer: Authorizer, time: any TimeSource,
        logger: Logger, metrics: MetricsRegistry, limits: FeedLimits
    ) {
        (self.reads, self.canRead, self.authorizer) = (reads, canRead, authorizer)
        (self.time, self.logger, self.limits) = (time, logger, limits)
        meters = FeedMeters(metrics)
        metrics.gauge("sakarkiv_feed_followers", help: "Connections and polls that follow a feed on this instance.") { [weak self] in
            Double(self?.count ?? 0)
        }
    }

    /// How many follow.
    var count: Int { shards.withLock { $0.values.reduce(0) { $0 + $1.followers.count } } }

    /// Somebody begins to follow.
    ///
    /// - Throws: 503 when too many do.
    func join(_ follower: Follower, in kommune: Organisasjonsnummer) throws(ProblemDetails) {
        let refusal: String? = shards.withLock { shards in
            let total = shards.values.reduce(0) { $0 + $1.followers.count }
            if total >= limits.readers { return "\(total) connections follow feeds here already, which is the limit" }
            let id = follower.reader.abonnement
            if shards[kommune]?.counts[id] ?? 0 >= limits.readersPerAbonnement {
                return "\(limits.readersPerAbonnement) connections follow this subscription already, which is the limit"
            }
            shards[kommune, default: FollowedShard()].add(follower)
            return nil
        }
        if let refusal { throw ProblemDetails.unavailable(refusal, retryAfter: .seconds(5)) }
        // Their token may have ceased to count after they were let in, and before they stood on the list that is gone through then.
        if !isLetIn(follower) { follower.reader.end() }
    }

    /// Whether their token still counts, for the same as when they came.
    private func isLetIn(_ follower: Follower) -> Bool {
        let answer = authorizer.authorize(header: follower.authorization, roles: AbonnementRoutes.subscribers)
        guard case .success(let principal) = answer else { return false }
        return principal == follower.reader.principal
    }

    /// They do not follow any more.
    func leave(_ reader: FeedReader, in kommune: Organisasjonsnummer) {
        reader.end()
        shards.withLock { $0[kommune]?.remove(reader) }
    }

    /// A subscription is no more: whoever follows it is done.
    func end(_ abonnement: SystemID, in kommune: Organisasjonsnummer) {
        let readers = shards.withLock { $0[kommune]?.followers.values.map(\.reader).filter { $0.abonnement == abonnement } ?? [] }
        for reader in readers { reader.end() }
    }

    /// There may be news in these municipalities. Never waits.
    func wake(_ kommuner: Set<Organisasjonsnummer>) {
        for kommune in kommuner {
            let mustRead = shards.withLock { shards in
                guard var shard = shards[kommune], !shard.followers.isEmpty else { return false }
                defer { shards[kommune] = shard }
                shard.hasNews = true
                guard !shard.isReading else { return false }
                shard.isReading = true
                return true
            }
            if mustRead { Task { await read(kommune) } }
        }
    }

    /// Looks after connections and ownership until cancelled; then everybody is sent elsewhere.
    func watch() async throws {
        defer { for follower in shards.withLock({ $0.values.flatMap(\.followers.values) }) { follower.reader.end() } }
        var generation = authorizer.generation
        while !Task.isCancelled {
            try await time.sleep(for: limits.watch)
            let current = authorizer.generation
            let areTokensOthers = current != generation
            generation = current
            let now = time.elapsed()
            for (kommune, shard) in shards.withLock({ $0 }) where !shard.followers.isEmpty {
                let followers = shard.followers.values
                // Another instance's now, or no longer readable: clients come back and are sent to where it is.
                let isHere = canRead(kommune)
                guard isHere else {
                    for follower in followers { follower.reader.end() }
                    continue
                }
                for follower in followers {
                    // Who has another right, or none, comes back and is told.
                    if areTokensOthers, !isLetIn(follower) { follower.reader.end() }
                    look(at: follower, now)
                }
                // What a replay brought is not signalled.
                wake([kommune])
            }
        }
    }

    private func look(at follower: Follower, _ now: Duration) {
        guard let stream = follower.stream else { return }
        if stream.ended != nil { return follower.reader.end() }
        if let stalled = follower.reader.stalled(at: now), stalled >= limits.stalled {
            meters.cut.increment()
            logger.info("a reader that takes nothing was cut off", ["abonnement": .id(follower.reader.abonnement)])
            stream.abort()
            follower.reader.end()
        } else if follower.reader.isQuiet(for: limits.heartbeat, at: now) {
            follower.reader.beat(at: now)
            stream.send(HTTPStream.Heartbeat.comment.bytes)
        }
    }

    /// Reads what is new and hands it out, until there is nothing new.
    private func read(_ kommune: Organisasjonsnummer) async {
        while true {
            let after = shards.withLock { shards in
                shards[kommune]?.hasNews = false
                return shards[kommune]?.handedOut
            }
            let isWhole: Bool
            do {
                isWhole = try await handOut(kommune, after: after)
            } catch {
                // Those who follow are caught up at the next look: nothing was marked as handed out.
                logger.warning("a feed could not be read", ["reason": .reason(error)])
                shards.withLock { $0[kommune]?.isReading = false }
                return
            }
            let isDone = shards.withLock { shards in
                guard isWhole, shards[kommune]?.hasNews != true else { return false }
                shards[kommune]?.isReading = false
                return true
            }
            if isDone { return }
        }
    }

    /// Hands out the next piece; false when there is more.
    private func handOut(_ kommune: Organisasjonsnummer, after: Int64?) async throws -> Bool {
        let limit = limits.piece
        let found = try await reads.read(kommune) { database in
            let lager = Hendelseslager(database)
            // The first read finds out where it stands: whoever follows already is told of it by their own reading of the store.
            guard let after else { return (hendelser: [Hendelse](), siste: try lager.siste()) }
            let hendelser = try lager.candidates(nil, after: after, limit: limit)
            return (hendelser, hendelser.last?.nummer ?? after)
        }
        guard let found else { return true }
        let isFirst = after == nil
        for hendelse in found.hendelser { tell(hendelse, in: kommune) }
        let behind = shards.withLock { shards in
            shards[kommune]?.handedOut = found.siste
            return isFirst ? shards[kommune]?.followers.values.map(\.reader) ?? [] : []
        }
        for reader in behind { reader.fallBehind() }
        return found.hendelser.count < limit
    }

    private func tell(_ hendelse: Hendelse, in kommune: Organisasjonsnummer) {
        let tellable = TellableHendelse(hendelse, time.now().norskDato)
        let concerned = shards.withLock { $0[kommune]?.concerned(by: hendelse) ?? [] }
        var late = 0
        for reader in concerned where !reader.offer(tellable) { late += 1 }
        if late > 0 { meters.fellBehind.increment(by: late) }
        meters.told.increment(by: concerned.count)
        meters.age.observe(Double(max(0, time.now().milliseconds - hendelse.tid.milliseconds)) / 1_000)
    }
}
