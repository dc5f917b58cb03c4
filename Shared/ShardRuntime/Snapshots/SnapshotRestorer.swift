import Domain
import Observability
import Synchronization

/// Gives a shard without a store the newest snapshot that fits, so that only the rest of the log is applied.
///
/// It only ever helps: whatever is wrong with a shelf or a snapshot is told and counted, and the log is applied as without it.
public final class SnapshotRestorer: Sendable {
    let catalogue: SnapshotCatalogue
    let meters: SnapshotMeters
    let disk: SnapshotDisk
    /// Until when starts go on without the shelf, because it has failed.
    private let pausedUntil = Mutex<Duration?>(nil)

    /// A restorer from a shelf.
    public init(catalogue: SnapshotCatalogue, meters: SnapshotMeters, disk: SnapshotDisk) {
        (self.catalogue, self.meters, self.disk) = (catalogue, meters, disk)
    }

    /// Puts a snapshot in the place of a store that is not there. Nothing happens to a store that is.
    ///
    /// - Returns: Whether it did.
    /// - Throws: `CancellationError` alone.
    @discardableResult
    func restore(_ kommune: Organisasjonsnummer, of model: some ShardModel, in environment: OwnerEnvironment) async throws -> Bool {
        let time = environment.time
        guard FileIdentity(environment.directory.file(of: kommune)) == nil, !isPaused(time.elapsed()) else { return false }
        let run = SnapshotRestore(
            kommune: kommune, service: model.service, migrations: model.migrations, replayedSince: model.replayedSince,
            environment: environment, catalogue: catalogue, disk: disk
        ) { [meters] name, error in
            meters.failures.increment()
            environment.logger.warning(
                "a snapshot is passed over",
                ["kommune": .kommune(kommune), "position": .number(name.position), "reason": .reason(error)])
        }
        let began = time.elapsed()
        do {
            guard let manifest = try await run.restore() else { return false }
            meters.restored.increment()
            environment.logger.info(
                "a store is restored from a snapshot",
                [
                    "kommune": .kommune(kommune), "position": .number(manifest.position), "commits": .number(manifest.sequence),
                    "bytes": .number(manifest.bytes), "took_ms": .milliseconds(time.elapsed() - began),
                ])
            return true
        } catch {
            try Task.checkCancellation()
            meters.failures.increment()
            pausedUntil.withLock { $0 = time.elapsed() + .seconds(catalogue.limits.pauseSeconds) }
            environment.logger.warning(
                "snapshots cannot be used just now; the store is built from the log",
                ["kommune": .kommune(kommune), "reason": .reason(error)])
            return false
        }
    }

    private func isPaused(_ now: Duration) -> Bool { pausedUntil.withLock { $0.map { now < $0 } ?? false } }
}
