import Contracts
import Domain
import SQLite

/// Where deliveries stand: targets, keys, queue.
struct Leveringslager {
    /// A subscription that something is sent to.
    struct Rad: Sendable {
        let abonnement: SystemID
        let slag: Levering.Slag
        /// Who made it, with their rights then.
        let gittMed: Leser?
        /// Nil while it is delivered to.
        let deaktivert: Deaktivert?
        let maal: Leveringsmaal
        /// How many hendelser wait.
        let venter: Int
        /// When the last letter was sent.
        let sisteSammendrag: Tidspunkt?
    }

    /// Why and since when nothing is sent.
    struct Deaktivert: Codable, Sendable, Equatable {
        var grunn: Deaktiveringsgrunn
        var dato: Tidspunkt
        var feilerSiden: Tidspunkt?
        var sisteFeil: String?
    }

    /// A key and how long it signs.
    struct Noekkel: Sendable {
        let noekkel: Leveringsnoekkel
        let gjelderTil: Tidspunkt?
    }

    /// A hendelse in the queue.
    struct Ventende: Sendable, Equatable {
        let hendelse: Int64
        let sak: String
        /// Attempts so far.
        let forsoek: Int
        /// When the first attempt ended.
        let foerste: Tidspunkt?
        /// When it may be tried.
        let neste: Tidspunkt
        /// Since when it waits.
        let lagtInn: Tidspunkt
        /// How often it began anew while it waited.
        let runde: Int
    }

    private static let columns = "abonnement, slag, gittMed, deaktivert, maal, venter, sisteSammendrag"
    private static let koeColumns = "hendelse, sak, forsoek, foerste, neste, lagtInn, runde"
    let database: Database

    init(_ database: Database) { self.database = database }

    /// Whether anything is sent to anybody.
    func erTom() throws -> Bool { try database.first("SELECT 1 FROM levering LIMIT 1") { $0.int(0) } == nil }

    /// How a subscription's target stands; nil for one that nothing is sent to.
    func finn(_ abonnement: SystemID) throws -> Rad? {
        try database.first("SELECT \(Self.columns) FROM levering WHERE abonnement = ?", .text(abonnement.rawValue), row: Self.rad)
    }

    /// The enabled ones of a kind that something waits for and that do not rest.
    func ventende(_ slag: Levering.Slag, now: Tidspunkt) throws -> [Rad] {
        try database.query(
            """
            SELECT \(Self.columns) FROM levering WHERE slag = ? AND tilstand = 'aktiv' AND venter > 0 AND pauseTil <= ? ORDER BY abonnement
            """, .text(slag.rawValue), .integer(now.milliseconds), row: Self.rad)
    }

    /// The enabled ones with a confirmed e-mail address that something waits for and that do not rest.
    func bekreftede(_ now: Tidspunkt) throws -> [Rad] {
        try ventende(.epost, now: now).filter { try Bekreftelseslager(database).finn($0.abonnement)?.bekreftet != nil }
    }

    /// When a webhook falls due next after this moment; nil when none does.
    func nesteForfall(etter now: Tidspunkt) throws -> Tidspunkt? {
        let found = try database.first(
            """
            SELECT min(iif(l.pauseTil > ?1, l.pauseTil, (
                SELECT min(k.neste) FROM leveringskoe k WHERE k.abonnement = l.abonnement AND k.hode = 1 AND k.neste > ?1)))
            FROM levering l WHERE l.slag = 'webhook' AND l.tilstand = 'aktiv' AND l.venter > 0
            """, .integer(now.milliseconds)
        ) { $0.optionalInt(0) }
        return found.flatMap(\.self).map { Tidspunkt(milliseconds: Int64($0)) }
    }

    /// The first ones of their cases that are due.
    func hoder(_ abonnement: SystemID, now: Tidspunkt, limit: Int) throws -> [Ventende] {
        try database.query(
            """
            SELECT \(Self.koeColumns) FROM leveringskoe WHERE abonnement = ? AND hode = 1 AND neste <= ? ORDER BY neste, hendelse LIMIT ?
            """, .text(abonnement.rawValue), .integer(now.milliseconds), .integer(Int64(limit)), row: Self.ventende)
    }

    /// The oldest that wait, by number.
    func koe(_ abonnement: SystemID, limit: Int) throws -> [Ventende] {
        try database.query(
            "SELECT \(Self.koeColumns) FROM leveringskoe WHERE abonnement = ? ORDER BY hendelse LIMIT ?", .text(abonnement.rawValue),
            .integer(Int64(limit)), row: Self.ventende)
    }

    /// One that waits.
    func ventende(_ abonnement: SystemID, _ hendelse: Int64) throws -> Ventende? {
        try database.first(
            "SELECT \(Self.koeColumns) FROM leveringskoe WHERE abonnement = ? AND hendelse = ?", .text(abonnement.rawValue),
            .integer(hendelse), row: Self.ventende)
    }

    /// Since when the oldest of a subscription waits; nil when none does.
    func eldste(_ abonnement: SystemID) throws -> Tidspunkt? {
        try database.first(
            "SELECT lagtInn FROM leveringskoe WHERE abonnement = ? ORDER BY hendelse LIMIT 1", .text(abonnement.rawValue)
        ) { Tidspunkt(milliseconds: Int64($0.int(0))) }
    }

    /// How many wait in all, of enabled and of disabled subscriptions, and since when the oldest one of an enabled one.
    func omfang() throws -> (aktive: Int, deaktiverte: Int, eldste: Tidspunkt?) {
        // What waits for the holder of an address to confirm it does not wait to be sent.
        let counts = try database.query(
            """
            SELECT iif(l.tilstand = 'aktiv' AND (l.slag <> 'epost' OR b.bekreftet IS NOT NULL), 'aktiv', 'deaktivert'), sum(l.venter)
            FROM levering l LEFT JOIN epostbekreftelse b ON b.abonnement = l.abonnement GROUP BY 1
            """
        ) { ($0.text(0), $0.int(1)) }
        let oldest =
            try database.first(
                """
                SELECT min((SELECT min(k.lagtInn) FROM leveringskoe k WHERE k.abonnement = l.abonnement AND k.hode = 1))
                FROM levering l LEFT JOIN epostbekreftelse b ON b.abonnement = l.abonnement
                WHERE l.tilstand = 'aktiv' AND l.venter > 0 AND (l.slag <> 'epost' OR b.bekreftet IS NOT NULL)
                """
            ) { $0.optionalInt(0) } ?? nil
        return (
            counts.first { $0.0 == "aktiv" }?.1 ?? 0, counts.first { $0.0 != "aktiv" }?.1 ?? 0,
            oldest.map { Tidspunkt(milliseconds: Int64($0)) }
        )
    }

    /// The keys that sign at a moment, newest first.
    func noekler(_ abonnement: SystemID, at now: Tidspunkt) throws -> [Noekkel] {
        try database.query(
            """
            SELECT innhold, gjelderTil FROM leveringsnoekkel WHERE abonnement = ? AND (gjelderTil IS NULL OR gjelderTil > ?)
            ORDER BY rekkefoelge DESC
            """, .text(abonnement.rawValue), .integer(now.milliseconds)
        ) { row in
            Noekkel(
                noekkel: try JSONBytes.decode(row.text(0)), gjelderTil: row.optionalInt(1).map { Tidspunkt(milliseconds: Int64($0)) })
        }
    }

    private static func rad(_ row: borrowing Row) throws -> Rad {
        guard let abonnement = SystemID(row.text(0)), let slag = Levering.Slag(rawValue: row.text(1)) else {
            throw UnreadableRow(description: "levering \(row.text(0))")
        }
        return Rad(
            abonnement: abonnement, slag: slag, gittMed: try row.optionalText(2).map { try JSONBytes.decode($0) },
            deaktivert: try row.optionalText(3).map { try JSONBytes.decode($0) }, maal: try JSONBytes.decode(row.text(4)),
            venter: row.int(5), sisteSammendrag: row.optionalInt(6).map { Tidspunkt(milliseconds: Int64($0)) })
    }

    private static func ventende(_ row: borrowing Row) -> Ventende {
        Ventende(
            hendelse: Int64(row.int(0)), sak: row.text(1), forsoek: row.int(2),
            foerste: row.optionalInt(3).map { Tidspunkt(milliseconds: Int64($0)) }, neste: Tidspunkt(milliseconds: Int64(row.int(4))),
            lagtInn: Tidspunkt(milliseconds: Int64(row.int(5))), runde: row.int(6))
    }

    /// A row that this program did not write.
    struct UnreadableRow: Error, CustomStringConvertible {
        let description: String
    }
}
