import Contracts
import Domain
import SQLite
import ShardRuntime

/// Subscriptions: by id, by owner, and by what they are about.
struct Abonnementslager {
    /// A subscription and how far its owner has come.
    struct Rad: Sendable {
        let abonnement: Abonnement
        /// Everything up to this cursor is read.
        let lestTil: Int64
        /// Read besides, further on.
        let lestEnkelte: [Int64]
        /// The last hendelse of this feed that is no longer kept; 0 when none is gone.
        let fjernetTil: Int64
    }

    private static let columns = "innhold, lestTil, lestEnkelte, fjernetTil"
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// The subscription of that id.
    func finn(_ systemID: SystemID) throws -> Rad? {
        try database.first("SELECT \(Self.columns) FROM abonnement WHERE systemID = ?", .text(systemID.rawValue), row: Self.rad)
    }

    /// The subscription of that id where it belongs to a reader who may know of it.
    func finn(_ systemID: SystemID, _ leser: Leser, _ dag: Dato) throws -> Rad? {
        guard let rad = try finn(systemID), leser.eier(rad.abonnement.eier), try kjennes(rad.abonnement, leser, dag) else { return nil }
        return rad
    }

    /// Whether one of its owners may know of a subscription: which case a colleague follows, and by which name, is for those who see the case.
    func kjennes(_ abonnement: Abonnement, _ leser: Leser, _ dag: Dato) throws -> Bool {
        guard let sak = abonnement.filter.saksmappe, abonnement.opprettetAv != leser.identitet else { return true }
        return try Visninger(leser, dag, database).visning(sak).viserInnhold
    }

    /// One owner's subscriptions, in the order they were made, after an id.
    func til(_ eier: Abonnementseier, after: SystemID?, limit: Int) throws -> [Rad] {
        try database.query(
            "SELECT \(Self.columns) FROM abonnement WHERE eierslag = ? AND eier = ? AND systemID > ? ORDER BY systemID LIMIT ?",
            .text(eier.slag.rawValue), .text(eier.navn), .text(after?.rawValue ?? ""), .integer(Int64(limit)), row: Self.rad)
    }

    /// Every subscription, or those that are told in one way.
    func alle(_ levering: Levering.Slag? = nil) throws -> [Rad] {
        guard let levering else { return try database.query("SELECT \(Self.columns) FROM abonnement ORDER BY systemID", row: Self.rad) }
        return try database.query(
            "SELECT \(Self.columns) FROM abonnement WHERE levering = ? ORDER BY systemID", .text(levering.rawValue), row: Self.rad)
    }

    /// The subscriptions that want to know of this; found by key, so that it does not matter how many others there are.
    func treff(_ hendelse: Hendelse, _ levering: Levering.Slag? = nil) throws -> [Rad] {
        var funnet: [SystemID: Rad] = [:]
        for noekkel in Hendelsesnoekkel.alle(hendelse).union([Hendelsesnoekkel.enhver]) {
            try database.forEach(
                """
                SELECT \(Self.columns) FROM abonnementsnoekkel n JOIN abonnement a ON a.systemID = n.abonnement
                WHERE n.noekkel = ? AND (?2 IS NULL OR a.levering = ?2)
                """, .text(noekkel), SQLValue(levering)
            ) { row in
                let rad = try Self.rad(row)
                if rad.abonnement.filter.treffer(hendelse), hendelse.nummer > rad.abonnement.fra { funnet[rad.abonnement.systemID] = rad }
            }
        }
        return funnet.values.sorted { $0.abonnement.systemID < $1.abonnement.systemID }
    }

    /// How many one owner has, and how many there are.
    func antall(_ eier: Abonnementseier) throws -> (eier: Int, kommune: Int) {
        let own = try database.first(
            "SELECT count(*) FROM abonnement WHERE eierslag = ? AND eier = ?", .text(eier.slag.rawValue), .text(eier.navn)
        ) { $0.int(0) }
        return (own ?? 0, try database.first("SELECT count(*) FROM abonnement") { $0.int(0) } ?? 0)
    }

    func insert(_ abonnement: Abonnement) throws {
        try database.run(
            "INSERT INTO abonnement (systemID, eierslag, eier, levering, innhold, lestTil) VALUES (?, ?, ?, ?, ?, ?)",
            .text(abonnement.systemID.rawValue), .text(abonnement.eier.slag.rawValue), .text(abonnement.eier.navn),
            .text(abonnement.levering.type.rawValue), .text(try JSONBytes.text(abonnement)), .integer(abonnement.fra))
        for noekkel in Hendelsesnoekkel.soek(abonnement.filter) ?? [Hendelsesnoekkel.enhver] {
            try database.run(
                "INSERT INTO abonnementsnoekkel (noekkel, abonnement) VALUES (?, ?)", .text(noekkel), .text(abonnement.systemID.rawValue))
        }
    }

    func update(_ systemID: SystemID, _ change: (inout Abonnement) -> Void) throws {
        guard var abonnement = try finn(systemID)?.abonnement else { return }
        change(&abonnement)
        try database.run(
            "UPDATE abonnement SET levering = ?, innhold = ? WHERE systemID = ?", .text(abonnement.levering.type.rawValue),
            .text(try JSONBytes.text(abonnement)), .text(systemID.rawValue))
    }

    func delete(_ systemID: SystemID) throws {
        try database.run("DELETE FROM abonnementsnoekkel WHERE abonnement = ?", .text(systemID.rawValue))
        try database.run("DELETE FROM abonnement WHERE systemID = ?", .text(systemID.rawValue))
    }

    func lest(_ event: AbonnementLest) throws {
        try database.run(
            "UPDATE abonnement SET lestTil = ?, lestEnkelte = ? WHERE systemID = ?", .integer(event.til),
            .text(try JSONBytes.text(event.enkelte)), .text(event.abonnement.rawValue))
    }

    func fjernet(_ systemID: SystemID, tilOgMed: Int64) throws {
        try database.run("UPDATE abonnement SET fjernetTil = ? WHERE systemID = ?", .integer(tilOgMed), .text(systemID.rawValue))
    }

    private static func rad(_ row: borrowing Row) throws -> Rad {
        Rad(
            abonnement: try JSONBytes.decode(row.text(0)), lestTil: Int64(row.int(1)), lestEnkelte: try JSONBytes.decode(row.text(2)),
            fjernetTil: Int64(row.int(3)))
    }
}
