import CommitLog
import Contracts
import Domain
import SQLite
import ServiceTestSupport
import ShardRuntime

@testable import NotificationsService

/// The model on a real store, without log and without time of its own: hendelser are put in, commands are decided, everything is applied and
/// remembered.
final class Leveringsproeve {
    struct Refused: Error { let rejection: Rejection }

    let model: NotificationsModel
    let database: Database
    /// 2026-05-04T08:00:00Z, unless a test moves it.
    var now = Tidspunkt(milliseconds: 1_777_881_600_000)
    private var applied: [(any DomainEvent, AppliedCommit)] = []
    private var commits: UInt64 = 0
    private var lastID: UInt64 = 0
    private var lastNumber: Int64 = 0
    let kommune: Organisasjonsnummer

    init(plan: Leveringsplan = Leveringsplan()) throws {
        guard let kommune = Organisasjonsnummer("970540008") else { throw Unexpected(description: "no municipality") }
        self.kommune = kommune
        model = NotificationsModel(parts: [VarslingPart(), LeveringPart(plan: plan)])
        database = try Database(path: ":memory:")
        try database.migrate(model.migrations)
    }

    var lager: Leveringslager { Leveringslager(database) }

    /// A subscription of Kari's, to everything or to these types.
    func subscribe(
        _ levering: Levering, _ typer: [Hendelsestype] = [], as leser: Leser = .kari, eier: Abonnementseier? = nil
    ) throws -> SystemID {
        let id = nextID()
        let abonnement = Abonnement(
            systemID: id, navn: "Prøve", eier: eier ?? Abonnementseier(slag: .person, navn: leser.identitet), opprettetAv: leser.identitet,
            opprettetDato: now, filter: Abonnementsfilter(kommune: kommune, hendelsestyper: typer), levering: levering, fra: lastNumber)
        try apply([AbonnementOpprettet(abonnement: abonnement, gittMed: leser)])
        return id
    }

    /// The subscription of that id.
    func abonnement(_ id: SystemID) throws -> Abonnement {
        guard let rad = try Abonnementslager(database).finn(id) else { throw Unexpected(description: "no subscription \(id)") }
        return rad.abonnement
    }

    /// Something happens in a case. Returns its number.
    @discardableResult
    func happens(in sak: SystemID?, _ fill: (inout Hendelse) -> Void = { _ in }) throws -> Int64 {
        lastNumber += 1
        var hendelse = Hendelse(id: "h-\(lastNumber)", nummer: lastNumber, type: .saksmappeOpprettet, tid: now)
        hendelse.saksmappe = sak
        fill(&hendelse)
        try apply([HendelseVarslet(hendelse: hendelse)])
        return lastNumber
    }

    /// A case becomes known, protected so.
    func protect(_ sak: SystemID, _ tilgang: Tilgang) throws {
        try apply([TilgangFulgt(endringer: [.nytt(ledd: Tilgangsledd(systemID: sak, arkivdel: nextID(), eget: tilgang))])])
    }

    /// Gives a command.
    @discardableResult
    func give(_ type: String, _ command: some Encodable) throws -> ShardDecision {
        let context = ShardContext(
            kommune: kommune, database: database, now: now, isEmpty: false, apply: { [self] in try apply([$0]) },
            nextID: { [self] in nextID() })
        let input = ShardInput(kommune: kommune, cause: Cause(), content: .command(type: type, payload: try JSONBytes.encode(command)))
        guard let decision = try context.decided(input, by: model) else { throw Unexpected(description: type) }
        if let rejection = decision.answer?.rejection { throw Refused(rejection: rejection) }
        return decision
    }

    /// Tells what came of an attempt.
    @discardableResult
    func tell(_ abonnement: SystemID, _ hendelse: Int64, _ nummer: Int, _ status: Int, runde: Int = 0) throws -> ShardDecision {
        let one = RegistrerForsoek.Utfoert(
            abonnement: abonnement, hendelse: hendelse, nummer: nummer, runde: runde, begynt: now, ferdig: now,
            utfall: .svar(Leveringssvar(httpStatus: status)),
            tilfeldig: -1)
        return try give(RegistrerForsoek.commandType, RegistrerForsoek(utfoert: [one]))
    }

    /// The numbers that may be sent now.
    func heads(_ abonnement: SystemID) throws -> [Int64] { try lager.hoder(abonnement, now: now, limit: 100).map(\.hendelse).sorted() }

    func advance(seconds: Int64) { now = Tidspunkt(milliseconds: now.milliseconds + seconds * 1_000) }

    func nextID() -> SystemID {
        lastID += 1
        return SystemID(high: 0x3000_0000_0000_4000, low: 0x8000_0000_0000_0000 | lastID)
    }

    /// A store built anew from the same events.
    func replayed() throws -> Database {
        let other = try Database(path: ":memory:")
        try other.migrate(model.migrations)
        for (event, commit) in applied { try model.apply(event, of: commit, to: other) }
        return other
    }

    private func apply(_ events: [any DomainEvent]) throws {
        let commit = AppliedCommit(kommune: kommune, sequence: commits, time: now, cause: Cause())
        commits += 1
        for event in events {
            try model.apply(event, of: commit, to: database)
            if let varslet = event as? HendelseVarslet { lastNumber = max(lastNumber, varslet.hendelse.nummer) }
            applied.append((event, commit))
        }
    }
}
