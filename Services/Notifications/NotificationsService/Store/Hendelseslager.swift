import Contracts
import Domain
import SQLite

/// What happened, by number and by key.
struct Hendelseslager {
    let database: Database

    init(_ database: Database) { self.database = database }

    /// The number of the last one; 0 before the first.
    func siste() throws -> Int64 {
        Int64(try database.first("SELECT siste FROM hendelsesteller") { $0.int(0) } ?? 0)
    }

    /// The last one that is no longer kept; 0 when all are.
    func fjernetTil() throws -> Int64 {
        Int64(try database.first("SELECT fjernetTil FROM hendelsesteller") { $0.int(0) } ?? 0)
    }

    func insert(_ hendelse: Hendelse) throws {
        try database.run(
            "INSERT INTO hendelse (nummer, tid, saksmappe, registrering, innhold) VALUES (?, ?, ?, ?, ?)", .integer(hendelse.nummer),
            .integer(hendelse.tid.milliseconds), SQLValue(hendelse.saksmappe?.rawValue), SQLValue(hendelse.registrering?.rawValue),
            .text(try JSONBytes.text(hendelse)))
        for noekkel in Hendelsesnoekkel.alle(hendelse).sorted() {
            try database.run("INSERT INTO hendelsesnoekkel (noekkel, nummer) VALUES (?, ?)", .text(noekkel), .integer(hendelse.nummer))
        }
        try database.run("UPDATE hendelsesteller SET siste = ?", .integer(hendelse.nummer))
    }

    /// Removes what is old, and notes at each subscription the last that went of its own feed.
    func remove(tilOgMed: Int64) throws {
        let abonnementer = Abonnementslager(database)
        for rad in try abonnementer.alle() {
            let filter = rad.abonnement.filter
            if let siste = try last(filter, after: max(rad.abonnement.fra, rad.fjernetTil), upTo: tilOgMed) {
                try abonnementer.fjernet(rad.abonnement.systemID, tilOgMed: siste)
            }
        }
        try database.run("DELETE FROM hendelsesnoekkel WHERE nummer <= ?", .integer(tilOgMed))
        try database.run("DELETE FROM hendelse WHERE nummer <= ?", .integer(tilOgMed))
        try database.run("UPDATE hendelsesteller SET fjernetTil = max(fjernetTil, ?)", .integer(tilOgMed))
    }

    /// How many are kept, and when the first of them happened.
    func oldest(beyond count: Int, before time: Tidspunkt, atMost limit: Int) throws -> Int64? {
        let siste = try siste(), fjernet = try fjernetTil()
        let byCount = max(fjernet, siste - Int64(count))
        let byAge =
            try database.first("SELECT nummer FROM hendelse WHERE tid >= ? ORDER BY nummer LIMIT 1", .integer(time.milliseconds)) {
                Int64($0.int(0)) - 1
            } ?? siste
        let horizon = min(max(byCount, byAge), fjernet + Int64(limit))
        return horizon > fjernet ? horizon : nil
    }

    /// The one of that number; nil when it is no longer kept.
    func finn(_ nummer: Int64) throws -> Hendelse? {
        let found = try candidates(nil, after: nummer - 1, limit: 1).first
        return found?.nummer == nummer ? found : nil
    }

    /// Up to `limit` hendelser after a number, in order, that one of the keys leads to.
    func candidates(_ noekler: [String]?, after: Int64, limit: Int) throws -> [Hendelse] {
        guard let noekler else {
            return try rows(
                "SELECT \(Self.columns) FROM hendelse h \(Self.cards) WHERE h.nummer > ?1 ORDER BY h.nummer LIMIT ?2",
                [.integer(after), .integer(Int64(limit))])
        }
        // One ordered walk per key, then merged: the index gives each in order, so that nothing is sorted but a page.
        let found = try noekler.flatMap { noekkel in
            try rows(
                """
                SELECT \(Self.columns) FROM hendelsesnoekkel n JOIN hendelse h ON h.nummer = n.nummer \(Self.cards)
                WHERE n.noekkel = ?3 AND n.nummer > ?1 ORDER BY n.nummer LIMIT ?2
                """, [.integer(after), .integer(Int64(limit)), .text(noekkel)])
        }
        return Array(found.sorted { $0.nummer < $1.nummer }.prefix(limit))
    }

    /// The last hendelse of a feed in a stretch of numbers, looked for backwards, piece by piece.
    private func last(_ filter: Abonnementsfilter, after: Int64, upTo: Int64) throws -> Int64? {
        var last: Int64?
        for noekkel in Hendelsesnoekkel.soek(filter).map({ $0.map(String?.some) }) ?? [nil] {
            var (bottom, top) = (max(after, last ?? after), upTo)
            while top > bottom {
                let piece = try backwards(noekkel, after: bottom, upTo: top)
                if let found = piece.first(where: filter.treffer) { last = found.nummer }
                guard let lowest = piece.last, last ?? 0 < lowest.nummer else { break }
                (bottom, top) = (max(bottom, last ?? 0), lowest.nummer - 1)
            }
        }
        return last
    }

    /// Up to 500 hendelser of a stretch of numbers that a key leads to (nil: all), the last first.
    func backwards(_ noekkel: String?, after: Int64, upTo: Int64) throws -> [Hendelse] {
        let limit = SQLValue.integer(500)
        guard let noekkel else {
            return try rows(
                """
                SELECT \(Self.columns) FROM hendelse h \(Self.cards)
                WHERE h.nummer > ? AND h.nummer <= ? ORDER BY h.nummer DESC LIMIT ?
                """, [.integer(after), .integer(upTo), limit])
        }
        return try rows(
            """
            SELECT \(Self.columns) FROM hendelsesnoekkel n JOIN hendelse h ON h.nummer = n.nummer \(Self.cards)
            WHERE n.noekkel = ? AND n.nummer > ? AND n.nummer <= ? ORDER BY n.nummer DESC LIMIT ?
            """, [.text(noekkel), .integer(after), .integer(upTo), limit])
    }

    /// The columns that `rows` reads, of a hendelse with its cards.
    private static let columns = "h.innhold, v.tilgang, o.objekt, o.tittel, json_extract(t.eget, '$.partner')"
    /// With what protects the object now, and its title for the public now: both may have been changed since.
    private static let cards = """
        LEFT JOIN tilgang t ON t.systemID = coalesce(h.registrering, h.saksmappe) LEFT JOIN vern v ON v.id = t.vern
        LEFT JOIN offentligTittel o ON o.objekt = coalesce(h.registrering, h.saksmappe)
        """

    private func rows(_ sql: String, _ values: [SQLValue]) throws -> [Hendelse] {
        try database.query(sql, values) { row in
            var hendelse: Hendelse = try JSONBytes.decode(row.text(0))
            if let tilgang = row.optionalText(1) {
                hendelse.tilgang = try JSONBytes.decode(tilgang)
            } else if hendelse.saksmappe == nil, hendelse.registrering == nil {
                hendelse.tilgang = hendelse.tilgang ?? hendelse.skjerming?.tilgangTilEget
            }
            if row.optionalText(2) != nil { hendelse.offentligTittel = row.optionalText(3) }
            hendelse.innsendtAv = row.optionalText(4)
            return hendelse
        }
    }
}
