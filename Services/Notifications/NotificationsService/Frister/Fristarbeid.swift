import CommitLog
import Domain
import Observability
import ServiceKit
import ShardRuntime

/// Looks at the clock for the municipalities that this instance owns, and gives commands for what is due. Whoever owns them next goes on:
/// what was given stands in the store.
struct Fristarbeid: Sendable {
    private let service: ShardService<NotificationsModel>
    private let configuration: NotificationsConfiguration

    private let reminders: Counter

    init(_ service: ShardService<NotificationsModel>, _ configuration: NotificationsConfiguration) {
        (self.service, self.configuration) = (service, configuration)
        reminders = service.context.metrics.counter(
            "sakarkiv_deadline_reminders_total", help: "Reminders of deadlines given by this instance.")
    }

    /// Looks, again and again, until cancelled.
    func run() async throws {
        try await service.forEachOwned(every: configuration.fristSekunder, isUrgent: false) { kommune in
            try await look(kommune)
            return nil
        }
    }

    /// Gives what is due in one municipality, commit by commit, so that others get their turn between them.
    func look(_ kommune: Organisasjonsnummer) async throws {
        while try await hasDue(kommune) {
            guard await submit(PaaminnFrister(dagerFoer: configuration.frister.dagerFoer), kommune) else { return }
        }
        while try await hasOld(kommune) {
            guard await submit(FjernHendelser(antall: configuration.feedAntall, dager: configuration.feedDager), kommune) else { return }
        }
    }

    private func hasDue(_ kommune: Organisasjonsnummer) async throws -> Bool {
        let (frister, idag) = (configuration.frister, service.context.time.now().norskDato)
        return try await service.runtime.reads.read(kommune) {
            try !Fristlager($0).forfalt(frister, idag: idag, limit: 1).isEmpty
        } ?? false
    }

    private func hasOld(_ kommune: Organisasjonsnummer) async throws -> Bool {
        let (antall, dager) = (configuration.feedAntall, configuration.feedDager)
        let before = Tidspunkt(milliseconds: service.context.time.now().milliseconds - Int64(dager) * 86_400_000)
        return try await service.runtime.reads.read(kommune) {
            try Hendelseslager($0).oldest(beyond: antall, before: before, atMost: FjernHendelser.limitPerCommand) != nil
        } ?? false
    }

    private func submit(_ command: some Command, _ kommune: Organisasjonsnummer) async -> Bool {
        // Not the owner any more, or the log is away: whoever owns it looks again. Nothing came of it: there is no use in asking again before that.
        guard case .success(let decision) = await service.give(command, for: kommune) else { return false }
        reminders.increment(by: decision.events.count { $0 is FristPaaminnet })
        return !decision.events.isEmpty
    }
}
