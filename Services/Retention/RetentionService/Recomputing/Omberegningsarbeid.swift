import CommitLog
import Contracts
import Domain
import ServiceKit
import ShardRuntime

/// Goes on with what one commit could not work out: hands in one step at a time, for each municipality in turn, until everything is done.
///
/// Where it stands is in the store, and thereby in the commit log: after a kill whoever owns the partition goes on from there.
struct Omberegningsarbeid: Sendable {
    /// How often it looks whether it was told of something, milliseconds.
    static let pauseMilliseconds: Int64 = 50
    /// How often it looks through all municipalities of this instance, milliseconds: after a start or a takeover nobody tells of anything.
    static let sweepMilliseconds: Int64 = 5_000

    private let service: ShardService<RetentionModel>

    init(_ service: ShardService<RetentionModel>) { self.service = service }

    /// Works until cancelled.
    func run() async throws {
        var swept: Int64?
        while !Task.isCancelled {
            let now = service.context.time.now().milliseconds
            var kommuner = service.model.varsel.hent()
            if swept.map({ now - $0 >= Self.sweepMilliseconds }) ?? true {
                kommuner.formUnion(service.municipalities.all)
                swept = now
            }
            for kommune in kommuner.sorted(by: { $0.rawValue < $1.rawValue }) {
                // What is not done in this turn comes again in the next, after the others.
                if await step(kommune) { service.model.varsel.meld(kommune) }
            }
            if service.model.varsel.isEmpty { try await service.context.time.sleep(for: .milliseconds(Self.pauseMilliseconds)) }
        }
    }

    /// Hands in one step for a municipality of this instance; true when there may be more.
    private func step(_ kommune: Organisasjonsnummer) async -> Bool {
        guard service.runtime.owns(kommune) else { return false }
        do {
            let pending = try await service.runtime.reads.read(kommune) { try Kassasjonslager($0).omberegninger() } ?? []
            guard let first = pending.first else { return false }
            let payload = try JSONBytes.encode(FortsettOmberegning(omberegning: first))
            let input = ShardInput(
                kommune: kommune, cause: Cause(), content: .command(type: FortsettOmberegning.commandType, payload: payload),
                received: service.context.time.now().milliseconds)
            switch await service.runtime.submit(input) {
            case .success(let decision):
                guard let rejection = decision.answer?.rejection else { return true }
                // A defect, told once more at each look through all, not as fast as the log takes it.
                service.context.logger.error(
                    "retention cannot work out dates",
                    ["kommune": .kommune(kommune), "reason": .reason(rejection.faults.map(\.message).joined(separator: "; "))])
                return false
            // Another owner goes on, or this one when it can again: the next look through all finds it.
            case .failure: return false
            }
        } catch {
            service.context.logger.warning(
                "retention could not go on working out dates", ["kommune": .kommune(kommune), "reason": .reason(error)])
            return false
        }
    }
}
