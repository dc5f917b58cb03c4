import Domain
import Observability
import ServiceKit
import ShardRuntime

/// Looks for journalposter that have become public, or are so no longer: by a delay, by the end of a screening, by another policy, or because one commit
/// could not take all. Gives the owner of each municipality of this instance the commands for them.
///
/// What has been told stands in the store and thereby in the log: whoever owns the partition next finds only what is left.
actor Publiseringsarbeid {
    /// How often it looks whether something was left to it, milliseconds.
    static let pauseMilliseconds: Int64 = 1_000
    /// How often it looks through everything of a municipality, milliseconds; at a new day in Norway too, and after a start.
    static let sweepMilliseconds: Int64 = 3_600_000

    private struct Tilstand {
        var sett: Int64
        var dag: Dato
        var versjon: Int
    }

    private let service: ShardService<RegistryModel>
    private let told: Counter
    private var tilstander: [Organisasjonsnummer: Tilstand] = [:]

    init(_ service: ShardService<RegistryModel>) {
        self.service = service
        told = service.context.metrics.counter(
            "sakarkiv_publications_told_total", help: "Journalposter told to the public or withdrawn by this instance's looking through.")
    }

    /// Looks, again and again, until cancelled.
    func run() async throws {
        while !Task.isCancelled {
            for kommune in service.municipalities.all { await look(kommune) }
            try await service.context.time.sleep(for: .milliseconds(Self.pauseMilliseconds))
        }
    }

    private func look(_ kommune: Organisasjonsnummer) async {
        guard service.runtime.owns(kommune) else { return tilstander[kommune] = nil }
        do {
            let now = service.context.time.now()
            guard let known = tilstander[kommune], known.dag == now.norskDato, now.milliseconds - known.sett < Self.sweepMilliseconds else {
                return try await lookThrough(kommune, now)
            }
            let etterslep =
                try await service.runtime.reads.read(kommune) { try Publiseringsspoersmaal(database: $0).etterslep(after: known.versjon) }
                ?? []
            if etterslep.contains(where: { $0.omfang == .alt }) { return try await lookThrough(kommune, now) }
            for (omfang, versjon) in etterslep {
                guard try await tell(kommune, omfang, now.norskDato) else { return }
                tilstander[kommune]?.versjon = versjon
            }
        } catch {
            service.context.logger.warning(
                "registry could not look through what is public", ["kommune": .kommune(kommune), "reason": .reason(error)])
        }
    }

    /// Everything; what is left to it meanwhile comes after.
    private func lookThrough(_ kommune: Organisasjonsnummer, _ now: Tidspunkt) async throws {
        let versjon = try await service.runtime.reads.read(kommune) { try Publiseringsspoersmaal(database: $0).sisteVersjon() }
        guard let versjon, try await tell(kommune, .alt, now.norskDato) else { return }
        tilstander[kommune] = Tilstand(sett: now.milliseconds, dag: now.norskDato, versjon: versjon)
    }

    /// Gives the commands for one place, page by page; false where it could not come to an end.
    private func tell(_ kommune: Organisasjonsnummer, _ omfang: Publiseringsomfang, _ dag: Dato) async throws -> Bool {
        var row: Int? = 0
        while let after = row {
            guard !Task.isCancelled, service.runtime.owns(kommune) else { return false }
            let side = try await service.runtime.reads.read(kommune) {
                try Publiseringsspoersmaal(database: $0).avvik(omfang, after: after, dag)
            }
            guard let side else { return false }
            for start in stride(from: 0, to: side.avvik.count, by: Publisering.limitPerCommit) {
                let part = Array(side.avvik[start..<min(start + Publisering.limitPerCommit, side.avvik.count)])
                let command = GivenCommand(actor: RegistryModel.serviceName, command: OppdaterOffentliggjoering(journalposter: part))
                guard case .success(let decision) = await service.give(command, for: kommune) else { return false }
                told.increment(by: decision.events.count)
                guard decision.answer?.rejection == nil else { return false }
            }
            row = side.neste
        }
        return true
    }
}
