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
        let time = service.context.time
        // What a defect refused is tried once more at each look, not as fast as the log takes it: the refusal's own commit rings too.
        var refused: [Organisasjonsnummer: Duration] = [:]
        // The commit of a step rings for the next one.
        try await service.forEachOwned(every: Self.lookEvery, WorkBell(service.runtime.environment.committed)) { kommune in
            if let since = refused[kommune], time.elapsed() - since < Self.lookEvery { return nil }
            refused[kommune] = await isRefused(stepOf: kommune) ? time.elapsed() : nil
            return nil
        }
    }

    /// Hands in one step for a municipality of this instance; whether it was refused.
    private func isRefused(stepOf kommune: Organisasjonsnummer) async -> Bool {
        do {
            let pending = try await service.runtime.reads.read(kommune) { try Kassasjonslager($0).omberegninger() } ?? []
            guard let first = pending.first else { return false }
            // Where it fails another owner goes on, or this one when it can again.
            guard case .success(let decision) = await service.give(FortsettOmberegning(omberegning: first), for: kommune),
                let rejection = decision.answer?.rejection
            else { return false }
            service.context.logger.error(
                "retention cannot work out dates",
                ["kommune": .kommune(kommune), "reason": .reason(rejection.faults.map(\.message).joined(separator: "; "))])
            return true
        } catch {
            service.context.logger.warning(
                "retention could not go on working out dates", ["kommune": .kommune(kommune), "reason": .reason(error)])
            return false
        }
    }
}
