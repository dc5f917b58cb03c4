import Domain
import SQLite

/// What waits to be sent for one subscription, as its owner is told of it: what a filter would tell of something that may not be seen does not count.
struct Leveringskoe {
    /// Where not all of it may be told, it is counted up to here.
    static let limitCounted = 1_000

    /// How many wait.
    let antall: Int
    /// Since when the oldest does; nil when none does.
    let eldste: Tidspunkt?

    init(_ levering: Leveringslager.Rad, _ abonnement: Abonnement, _ database: Database, _ reader: Feed.Reader) throws {
        let (lager, feed) = (Leveringslager(database), Feed(database, reader))
        guard feed.hides(abonnement.filter) else {
            (antall, eldste) = (levering.venter, try lager.eldste(abonnement.systemID))
            return
        }
        let hendelser = Hendelseslager(database)
        let told = try lager.koe(abonnement.systemID, limit: Self.limitCounted).filter { ventende in
            try hendelser.finn(ventende.hendelse).map { feed.isTold($0, abonnement.filter) } ?? false
        }
        (antall, eldste) = (told.count, told.first?.lagtInn)
    }
}
