import Domain
import Observability

/// Finds bytes that no commit speaks of, and removes them after a grace time.
///
/// Bytes come first and their commit after, so young bytes without one are nothing unusual. A file that is stored again (the same bytes, by another upload)
/// counts as young from then on: the storage sees to that in the same step in which it would be removed.
struct OrphanFinder: Sendable {
    /// What it needs of the service.
    struct Surroundings: Sendable {
        /// The municipalities that this instance owns.
        var kommuner: @Sendable () -> [Organisasjonsnummer]
        /// Those of the checksums that no commit speaks of; nil when that cannot be told here and now.
        var withoutCommit: @Sendable (Organisasjonsnummer, [String]) async throws -> [String]?
    }

    /// How many files are looked up at once.
    static let pageFiles = 500

    let surroundings: Surroundings
    let store: any ContentStore
    let plan: FixityPlan
    let time: any TimeSource
    let logger: Logger
    let meters: FixityMeters

    /// Works until cancelled. The first search is one interval after the start: a restart is no reason to search.
    func run() async throws {
        while true {
            try await time.sleep(for: plan.orphanInterval)
            for kommune in surroundings.kommuner() {
                do {
                    _ = try await search(kommune)
                } catch let error as ContentError {
                    logger.warning("the search for orphans was broken off", ["kommune": .kommune(kommune), "reason": .reason(error)])
                }
            }
        }
    }

    /// One search. Gives the checksums of what was removed.
    func search(_ kommune: Organisasjonsnummer) async throws -> [ContentDigest] {
        let limit = (time.now() - plan.orphanGrace).milliseconds
        var (removed, after) = ([ContentDigest](), ContentDigest?.none)
        while case let page = try await store.list(kommune, after: after, limit: Self.pageFiles), let last = page.last {
            after = last.digest
            let old = page.filter { $0.storedAtMilliseconds < limit }
            guard let orphans = try await surroundings.withoutCommit(kommune, old.map(\.digest.hex)) else { return removed }
            let names = Set(orphans)
            for file in old where names.contains(file.digest.hex) {
                guard try await store.remove(ContentKey(kommune: kommune, digest: file.digest), storedBefore: limit) else { continue }
                removed.append(file.digest)
                meters.removedOrphans.increment()
                logger.info(
                    "a file without a commit was removed",
                    ["kommune": .kommune(kommune), "sjekksum": .id(file.digest), "size_bytes": .number(file.byteCount)])
            }
        }
        let uploads = try await store.discardAbandoned(kommune, unchangedSince: limit)
        meters.removedUploads.increment(by: uploads)
        return removed
    }
}
