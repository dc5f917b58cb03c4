import Domain
import SQLite
import ShardRuntime

/// Outgoing delivery: who gets what next, what became of it, and the keys it is signed with.
struct LeveringPart: NotificationsPart {
    let events = Leveringshendelser.alle
    let migrations = LeveringSchema.migrations
    /// When what failed is tried again.
    var plan = Leveringsplan()

    var commands: [CommandCatalogue.Entry] {
        [
            .command(RegistrerForsoek.self) { [plan] in try $0.decide(in: $1, plan) },
            .command(RegistrerSammendrag.self) { [plan] in try $0.decide(in: $1, plan) },
            .command(RegistrerBekreftelse.self) { [plan] in try $0.decide(in: $1, plan) },
            .command(BekreftLevering.self), .command(AvsluttLevering.self), .command(ByttNoekkel.self), .command(AktiverLevering.self),
            .command(GjentaLevering.self),
        ]
    }

    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        try LeveringProjections.apply(event, of: commit, to: database)
    }
}
