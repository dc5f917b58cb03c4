import Contracts
import Domain
import SQLite

/// The delivery log: every attempt, the newest ones of each subscription.
struct Leveringslogg {
    /// Attempts kept of each subscription.
    static let limitKept = 10_000
    /// Of how many commits one looks whether there are too many.
    private static let trimEvery: UInt64 = 64
    /// More attempts than this do not fit into one commit.
    static let limitPerCommit = 1 << 12

    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Notes an attempt.
    func noter(_ forsoek: LeveringerForsoekt.Forsoek, commit: UInt64, index: Int) throws {
        let plass = Int64(commit) << 12 | Int64(index % Self.limitPerCommit)
        // One that ended after its subscription did leaves nothing.
        try database.run(
            """
            INSERT INTO leveringslogg (abonnement, plass, hendelse, innhold)
            SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM levering WHERE abonnement = ?1) ON CONFLICT DO NOTHING
            """, .text(forsoek.abonnement.rawValue), .integer(plass), .integer(forsoek.hendelse), .text(try JSONBytes.text(forsoek)))
        guard commit.isMultiple(of: Self.trimEvery), index == 0 else { return }
        try database.run(
            """
            DELETE FROM leveringslogg WHERE abonnement = ?1 AND plass <= (
                SELECT plass FROM leveringslogg WHERE abonnement = ?1 ORDER BY plass DESC LIMIT 1 OFFSET ?2)
            """, .text(forsoek.abonnement.rawValue), .integer(Int64(Self.limitKept)))
    }

    /// Attempts as the owner of the subscription is told of them, newest first, before a place: where its filter would tell something of what they
    /// may not see, only those of what is in its feed.
    func side(
        _ abonnement: Abonnement, to reader: Feed.Reader, foer: Int64?, hendelse: Int64?, limit: Int
    ) throws -> [(plass: Int64, forsoek: LeveringerForsoekt.Forsoek)] {
        let (feed, hendelser) = (Feed(database, reader), Hendelseslager(database))
        guard feed.hides(abonnement.filter) else {
            return try side(abonnement.systemID, foer: foer, hendelse: hendelse, limit: limit)
        }
        var (told, place) = ([(plass: Int64, forsoek: LeveringerForsoekt.Forsoek)](), foer)
        while told.count < limit {
            let piece = try side(abonnement.systemID, foer: place, hendelse: hendelse, limit: limit)
            told += try piece.filter { one in
                // A trial, a question to the holder of an address: of no hendelse.
                if one.forsoek.hendelse == 0 { return true }
                return try hendelser.finn(one.forsoek.hendelse).map { feed.isTold($0, abonnement.filter) } ?? false
            }
            guard piece.count == limit, let last = piece.last else { break }
            place = last.plass
        }
        return Array(told.prefix(limit))
    }

    /// Attempts, newest first, before a place; of one hendelse where that is asked for.
    func side(
        _ abonnement: SystemID, foer: Int64?, hendelse: Int64?, limit: Int
    ) throws -> [(plass: Int64, forsoek: LeveringerForsoekt.Forsoek)] {
        try database.query(
            """
            SELECT plass, innhold FROM leveringslogg WHERE abonnement = ?1 AND plass < ?2 AND (?3 IS NULL OR hendelse = ?3)
            ORDER BY plass DESC LIMIT ?4
            """, .text(abonnement.rawValue), .integer(foer ?? .max), SQLValue(hendelse), .integer(Int64(limit))
        ) { (Int64($0.int(0)), try JSONBytes.decode($0.text(1))) }
    }
}
