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
    /// How many times a municipality it was told of is looked at in vain before the word is forgotten: it is told while the commit is still on
    /// its way to the store.
    static let looksPerWord = 40

    /// What came of looking at a municipality.
    private enum Step {
        /// A step was taken; there may be more.
        case taken
        /// There is nothing to go on with, yet.
        case nothing
        /// Not now: the next look through all finds it.
        case later
    }

    private let service: ShardService<RetentionModel>

    init(_ service: ShardService<RetentionModel>) { self.service = service }

    /// Works until cancelled.
    func run() async throws {
        var swept: Int64?
        var looks: [Organisasjonsnummer: Int] = [:]
        while !Task.isCancelled {
            let now = service.context.time.now().milliseconds
            for kommune in service.model.varsel.hent() { looks[kommune] = Self.looksPerWord }
            if swept.map({ now - $0 >= Self.sweepMilliseconds }) ?? true {
                for kommune in service.municipalities.all where looks[kommune] == nil { looks[kommune] = 1 }
                swept = now
            }
            var isMore = false
            for (kommune, left) in looks.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                // What is not done in this turn comes again in the next, after the others.
                switch await step(kommune) {
                case .taken: (looks[kommune], isMore) = (Self.looksPerWord, true)
                case .nothing: looks[kommune] = left > 1 ? left - 1 : nil
                case .later: looks[kommune] = nil
                }
            }
            if !isMore { try await service.context.time.sleep(for: .milliseconds(Self.pauseMilliseconds)) }
        }
    }

    /// Hands in one step for a municipality of this instance.
    private func step(_ kommune: Organisasjonsnummer) async -> Step {
        guard service.runtime.owns(kommune) else { return .later }
        do {
            let pending = try await service.runtime.reads.read(kommune) { try Kassasjonslager($0).omberegninger() } ?? []
            guard let first = pending.first else { return .nothing }
            let payload = try JSONBytes.encode(FortsettOmberegning(omberegning: first))
            let input = ShardInput(
                kommune: kommune, cause: Cause(), content: .command(type: FortsettOmberegning.commandType, payload: payload),
                received: service.context.time.now().milliseconds)
            switch await service.runtime.submit(input) {
            case .success(let decision):
                guard let rejection = decision.answer?.rejection else { return .taken }
                // A defect, told once more at each look through all, not as fast as the log takes it.
                service.context.logger.error(
                    "retention cannot work out dates",
                    ["kommune": .kommune(kommune), "reason": .reason(rejection.faults.map(\.message).joined(separator: "; "))])
                return .later
            // Another owner goes on, or this one when it can again: the next look through all finds it.
            case .failure: return .later
            }
        } catch {
            service.context.logger.warning(
                "retention could not go on working out dates", ["kommune": .kommune(kommune), "reason": .reason(error)])
            return .later
        }
    }
}
