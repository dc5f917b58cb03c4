import CommitLog
import Domain
import Observability

/// Makes the snapshots of one instance, those of the shards it owns: on a schedule, and when an operator asks. One at a time.
public actor SnapshotKeeper<Model: ShardModel> {
    private let runtime: ServiceRuntime<Model>
    private let plan: SnapshotPlan
    private let meters: SnapshotMeters
    private let maker: SnapshotMaker
    private let catalogue: SnapshotCatalogue
    private var environment: OwnerEnvironment { runtime.environment }

    /// The last snapshot of each shard, as far as this instance knows.
    private var newest: [Organisasjonsnummer: SnapshotManifest] = [:]
    /// Ends when the last one that waits has been made.
    private var last: Task<Void, Never>?
    private var waiting = 0

    /// A keeper for the shards of one instance.
    public init(
        runtime: ServiceRuntime<Model>, catalogue: SnapshotCatalogue, plan: SnapshotPlan, meters: SnapshotMeters, disk: SnapshotDisk
    ) {
        (self.runtime, self.plan, self.meters, self.catalogue) = (runtime, plan, meters, catalogue)
        maker = SnapshotMaker(
            service: runtime.model.service, environment: runtime.environment, reads: runtime.reads, catalogue: catalogue, disk: disk)
    }

    /// Makes snapshots as they become due, until cancelled.
    public func run() async throws {
        try SnapshotMaker.removeLeftovers(in: environment.directory)
        var wait = catalogue.limits.lookSeconds
        while true {
            wait = try await look() ? catalogue.limits.lookSeconds : min(wait * 2, catalogue.limits.retrySeconds)
            try await environment.time.sleep(for: .seconds(wait))
        }
    }

    /// Makes those that are due; false when something failed.
    func look() async throws -> Bool {
        let owned = try owned()
        meters.owned(Set(owned), now: environment.time.now())
        newest = newest.filter { owned.contains($0.key) }
        var failures = 0
        for kommune in owned {
            try Task.checkCancellation()
            do {
                if try await isDue(kommune) { _ = try await make(kommune) }
            } catch {
                if error is CancellationError || Task.isCancelled { throw error }
                failures += 1
                if failures == catalogue.limits.failuresPerLook { break }
            }
        }
        return failures == 0
    }

    /// Makes a snapshot of a shard now, after those that wait already; nil when it has no store here.
    @discardableResult
    public func make(_ kommune: Organisasjonsnummer) async throws -> SnapshotManifest? {
        guard waiting < catalogue.limits.waiting else {
            throw SnapshotError(.busy, "\(catalogue.limits.waiting) snapshots wait already")
        }
        waiting += 1
        defer { waiting -= 1 }
        let before = last
        let making = Task { [weak self] in
            await before?.value
            return try await self?.makeNow(kommune)
        }
        // Whether it was made is told to whoever asked.
        last = Task { _ = await making.result }
        return try await withTaskCancellationHandler {
            try await making.value
        } onCancel: {
            making.cancel()
        }
    }

    /// The same, for a caller who does not wait longer than so; the snapshot is made all the same.
    ///
    /// - Throws: `SnapshotError` with code `.tooSlow` when it is not done by then.
    public nonisolated func make(_ kommune: Organisasjonsnummer, waitingSeconds: Int64) async throws -> SnapshotManifest? {
        let making = Task { try await make(kommune) }
        return try await runtime.environment.time.within(seconds: waitingSeconds, "the snapshot") { try await making.value }
    }

    /// A shard's snapshots, the last made first.
    public nonisolated func all(_ kommune: Organisasjonsnummer) async throws -> [SnapshotManifest] {
        try await catalogue.all(runtime.model.service, kommune)
    }

    private func makeNow(_ kommune: Organisasjonsnummer) async throws -> SnapshotManifest? {
        let (began, logger) = (environment.time.elapsed(), environment.logger)
        do {
            try Task.checkCancellation()
            guard let manifest = try await maker.make(kommune) else { return nil }
            newest[kommune] = manifest
            meters.isGood(kommune, since: manifest.made)
            logger.info(
                "a snapshot is made",
                [
                    "kommune": .kommune(kommune), "position": .number(manifest.position), "commits": .number(manifest.sequence),
                    "bytes": .number(manifest.bytes), "took_ms": .milliseconds(environment.time.elapsed() - began),
                ])
            await prune(kommune)
            return manifest
        } catch {
            if !(error is CancellationError || Task.isCancelled) {
                meters.failures.increment()
                logger.warning("a snapshot could not be made", ["kommune": .kommune(kommune), "reason": .reason(error)])
            }
            throw error
        }
    }

    private func prune(_ kommune: Organisasjonsnummer) async {
        do {
            try await catalogue.prune(runtime.model.service, kommune, keeping: plan.kept)
        } catch {
            meters.failures.increment()
            environment.logger.warning("old snapshots could not be removed", ["kommune": .kommune(kommune), "reason": .reason(error)])
        }
    }

    private func isDue(_ kommune: Organisasjonsnummer) async throws -> Bool {
        let position = try await runtime.reads.position(kommune) ?? 0
        if newest[kommune] != nil, !isDue(kommune, position) { return false }
        // Another owner may have made one since.
        do {
            newest[kommune] = try await all(kommune).first { $0.log == environment.logIdentity }
        } catch {
            meters.failures.increment()
            environment.logger.warning("the snapshots cannot be listed", ["kommune": .kommune(kommune), "reason": .reason(error)])
            throw error
        }
        return isDue(kommune, position)
    }

    private func isDue(_ kommune: Organisasjonsnummer, _ position: Offset) -> Bool {
        let (last, now) = (newest[kommune].map { ($0.position, $0.made) }, environment.time.now())
        if plan.isDue(newest: last, position: position, now: now) {
            if let last { meters.isGood(kommune, since: last.1) }
            return true
        }
        meters.isGood(kommune, since: last.map { max($0.1, Tidspunkt(milliseconds: now.milliseconds - plan.intervalMilliseconds)) } ?? now)
        return false
    }

    /// The shards of the partitions that this instance owns just now. Those that an alarm stops are left out: what is wrong with a store must not
    /// take the place of what was right.
    private func owned() throws -> [Organisasjonsnummer] {
        let owned = runtime.statuses.filter { $0.phase == .owner }
        if owned.isEmpty { return [] }
        let (partitions, stopped) = (Set(owned.map(\.partition)), Set(owned.flatMap(\.alarms.keys)))
        return try environment.directory.shards().filter {
            partitions.contains(environment.topics.partition(of: $0.rawValue)) && !stopped.contains($0)
        }
    }
}
