import CommitLog
import Contracts
import Domain
import ServiceKit
import ShardRuntime

extension ShardService<DocumentsModel> {
    /// Reads stored files again, and searches for orphans, as long as the service runs.
    func keepFixity(of store: any ContentStore) {
        let plan = FixityPlan(context.configuration)
        let meters = FixityMeters(context.metrics)
        let kommuner: @Sendable () -> [Organisasjonsnummer] = { [self] in owned }
        let worker = FixityWorker(
            surroundings: .init(
                kommuner: kommuner,
                files: { [runtime] kommune, kontrollertFoer, skaddeFoer, limit in
                    try await runtime.reads.read(kommune) {
                        try DocumentsLager($0).skalKontrolleres(kontrollertFoer: kontrollertFoer, skaddeFoer: skaddeFoer, limit: limit)
                    } ?? []
                },
                report: { [self] kommune, command in await isTaken(command, for: kommune) }), store: store, plan: plan,
            time: context.time, logger: context.logger, meters: meters)
        let finder = OrphanFinder(
            surroundings: .init(
                kommuner: kommuner,
                withoutCommit: { [runtime] kommune, checksums in
                    // A store that is behind or being built anew knows too little: what it does not know may well be a document's.
                    guard runtime.owns(kommune), runtime.canRead(kommune) else { return nil }
                    return try await runtime.reads.read(kommune) { try DocumentsLager($0).utenCommit(checksums) }
                }), store: store, plan: plan, time: context.time, logger: context.logger, meters: meters)
        background("fixity") { try await worker.run() }
        background("orphans") { try await finder.run() }
    }
}
