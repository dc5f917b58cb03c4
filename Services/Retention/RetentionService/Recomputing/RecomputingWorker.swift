import Domain
import ServiceKit
import ShardRuntime

/// Goes on with what one commit could not work out: hands in one step at a time, for each municipality in turn, until everything is done.
///
/// Where it stands is in the store, and thereby in the commit log: after a kill whoever owns the partition goes on from there.
struct RecomputingWorker: Sendable {
    /// How often each municipality is looked at although nothing was committed: after a failure nobody tells of anything.
    static let lookEvery: Duration = .seconds(5)

    let service: ShardService<RetentionModel>

    /// Works until cancelled.
    func run() async throws {
        // The commit of a step rings for the next one.
        try await service.forEachOwned(every: Self.lookEvery, WorkBell(service.runtime.environment.committed)) { kommune in
            await step(kommune)
            return nil
        }
    }

    /// Hands in one step for a municipality of this instance.
    private func step(_ kommune: Organisasjonsnummer) async {
        do {
            let pending = try await service.runtime.reads.read(kommune) { try Kassasjonslager($0).omberegninger() } ?? []
            guard let first = pending.first else { return }
            // Where it fails another owner goes on, or this one when it can again.
            guard case .success(let decision) = await service.give(FortsettOmberegning(omberegning: first), for: kommune),
                let rejection = decision.answer?.rejection
            else { return }
            // A defect, told once more at each look, not as fast as the log takes it.
            service.context.logger.error(
                "retention cannot work out dates",
                ["kommune": .kommune(kommune), "reason": .reason(rejection.faults.map(\.message).joined(separator: "; "))])
        } catch {
            service.context.logger.warning(
                "retention could not go on working out dates", ["kommune": .kommune(kommune), "reason": .reason(error)])
        }
    }
}
