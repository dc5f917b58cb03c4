import Domain
import SQLite

/// Which e-mail addresses are confirmed, and which have been asked.
struct Bekreftelseslager {
    private static let columns = "adresse, runde, bekreftet, sendt, forsoek, foerste"
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// How the address of a subscription stands; nil for one that has none.
    func finn(_ abonnement: SystemID) throws -> Epostbekreftelse? {
        try database.first("SELECT \(Self.columns) FROM epostbekreftelse WHERE abonnement = ?", .text(abonnement.rawValue)) { row in
            Epostbekreftelse(
                adresse: row.text(0), runde: row.int(1), bekreftet: Self.moment(row.optionalInt(2)),
                sendt: Self.moment(row.optionalInt(3)), forsoek: row.int(4), foerste: Self.moment(row.optionalInt(5)))
        }
    }

    private static func moment(_ milliseconds: Int?) -> Tidspunkt? { milliseconds.map { Tidspunkt(milliseconds: Int64($0)) } }

    /// The enabled subscriptions whose address has to be asked and may be now.
    func ubekreftede(_ now: Tidspunkt) throws -> [SystemID] {
        try database.query(
            """
            SELECT b.abonnement FROM epostbekreftelse b JOIN levering l ON l.abonnement = b.abonnement
            WHERE b.bekreftet IS NULL AND b.sendt IS NULL AND b.neste <= ?1 AND l.tilstand = 'aktiv' AND l.pauseTil <= ?1
            ORDER BY b.neste, b.abonnement
            """, .integer(now.milliseconds)
        ) { $0.text(0) }.compactMap { SystemID($0) }
    }

    /// How many confirmation e-mails an address got within a day.
    func antall(til adresse: String, now: Tidspunkt) throws -> Int {
        try database.first(
            "SELECT count(*) FROM bekreftelsesepost WHERE adresse = ? AND tid > ?", .text(Epostbekreftelse.telleadresse(adresse)),
            .integer(Epostbekreftelse.teller(fra: now).milliseconds)
        ) { $0.int(0) } ?? 0
    }

    // MARK: - What the facts change

    /// A subscription has this address from now on. Another address than before has to be confirmed anew.
    func sett(_ adresse: String, for abonnement: SystemID) throws {
        let id = SQLValue.text(abonnement.rawValue)
        guard let before = try finn(abonnement) else {
            try database.run("INSERT INTO epostbekreftelse (abonnement, adresse) VALUES (?, ?)", id, .text(adresse))
            return
        }
        try database.run("UPDATE epostbekreftelse SET adresse = ?2 WHERE abonnement = ?1", id, .text(adresse))
        if !Epostbekreftelse.erSamme(before.adresse, adresse) {
            try database.run("UPDATE epostbekreftelse SET bekreftet = NULL WHERE abonnement = ?", id)
            try spoer(abonnement)
        }
    }

    /// Its holder is asked (once more), unless the address is confirmed.
    func spoer(_ abonnement: SystemID) throws {
        try database.run(
            """
            UPDATE epostbekreftelse SET sendt = NULL, forsoek = 0, foerste = NULL, neste = 0 WHERE abonnement = ? AND bekreftet IS NULL
            """, .text(abonnement.rawValue))
    }

    /// An attempt to ask.
    func forsoekt(_ event: BekreftelseForsoekt) throws {
        let (id, forsoek) = (SQLValue.text(event.abonnement.rawValue), event.forsoek)
        let isLevert = forsoek.vedtak == .levert
        if isLevert {
            try database.run(
                "DELETE FROM bekreftelsesepost WHERE tid <= ?", .integer(Epostbekreftelse.teller(fra: forsoek.ferdig).milliseconds))
            try database.run(
                "INSERT INTO bekreftelsesepost (adresse, tid, abonnement) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                .text(Epostbekreftelse.telleadresse(event.adresse)), .integer(forsoek.ferdig.milliseconds), id)
        }
        // It may have got another address, or been ended, while it was under way.
        guard let now = try finn(event.abonnement), now.bekreftet == nil, now.runde == event.runde,
            Epostbekreftelse.erSamme(now.adresse, event.adresse)
        else { return }
        try database.run(
            """
            UPDATE epostbekreftelse SET sendt = ?2, forsoek = ?3, foerste = coalesce(foerste, ?4), neste = coalesce(?5, neste)
            WHERE abonnement = ?1
            """, id, SQLValue(isLevert ? forsoek.ferdig.milliseconds : nil), .integer(Int64(forsoek.nummer)),
            .integer(forsoek.ferdig.milliseconds), SQLValue(forsoek.neste?.milliseconds))
    }

    /// The holder confirmed.
    func bekreft(_ abonnement: SystemID, at now: Tidspunkt) throws {
        try database.run(
            "UPDATE epostbekreftelse SET bekreftet = ?2 WHERE abonnement = ?1", .text(abonnement.rawValue), .integer(now.milliseconds))
    }

    /// The holder ended it: links from before confirm nothing any more.
    func avslutt(_ abonnement: SystemID) throws {
        try database.run(
            "UPDATE epostbekreftelse SET bekreftet = NULL, runde = runde + 1 WHERE abonnement = ?", .text(abonnement.rawValue))
        try spoer(abonnement)
    }
}
