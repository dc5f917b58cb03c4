import Domain
import SQLite

/// Finds the journalposter of which the public has been told something else than it is to be told, page by page, so that nobody waits for it.
struct Publiseringsspoersmaal {
    /// Most journalposter looked at in one read.
    static let limitPage = 500
    /// Most places that one look takes up.
    static let limitEtterslep = 100

    let database: Database

    /// A page: those that differ, and where the next one begins; nil: that was all.
    struct Side: Sendable {
        let avvik: [SystemID]
        let neste: Int?
    }

    /// The page after a row.
    func avvik(_ omfang: Publiseringsomfang, after row: Int, _ dag: Dato, limit: Int = limitPage) throws -> Side {
        let rows = try rows(omfang, after: row, limit: limit)
        let arkiv = SQLiteArkiv(database)
        let avvik = arkiv.publisertAnnerledes(rows.compactMap { SystemID($0.systemID) }, dag)
        try arkiv.check()
        return Side(avvik: avvik, neste: rows.count == limit ? rows.last?.rowid : nil)
    }

    /// What may have come to differ after a version, in order.
    func etterslep(after versjon: Int) throws -> [(omfang: Publiseringsomfang, versjon: Int)] {
        try database.query(
            "SELECT omfang, versjon FROM publiseringsetterslep WHERE versjon > ? ORDER BY versjon LIMIT ?", .integer(Int64(versjon)),
            .integer(Int64(Self.limitEtterslep))
        ) { ($0.text(0), $0.int(1)) }.compactMap { text, versjon in Publiseringsomfang(text: text).map { ($0, versjon) } }
    }

    /// The latest version of anything that may have come to differ.
    func sisteVersjon() throws -> Int {
        try database.first("SELECT max(versjon) FROM publiseringsetterslep") { $0.optionalInt(0) ?? 0 } ?? 0
    }

    private func rows(_ omfang: Publiseringsomfang, after row: Int, limit: Int) throws -> [(rowid: Int, systemID: String)] {
        // What is no journalpost of the journal is not told; what was told before is looked at all the same.
        let condition = """
            o.slag = 'journalpost' AND o.rowid > ?2 AND (EXISTS (SELECT 1 FROM offentliggjort f WHERE f.journalpost = o.systemID)
            OR json_extract(o.innhold, '$.journalstatus.kode') IN (\(RegistryQueries.journalfoert))) ORDER BY o.rowid LIMIT ?3
            """
        let values: [SQLValue] = [.integer(Int64(row)), .integer(Int64(limit))]
        switch omfang {
        case .alt:
            return try database.query("SELECT o.rowid, o.systemID FROM registrering o WHERE \(condition)", [.null] + values) {
                ($0.int(0), $0.text(1))
            }
        case .mappe(let id):
            return try database.query(
                """
                \(SQLiteArkiv.inne)
                SELECT o.rowid, o.systemID FROM inne CROSS JOIN registrering o ON o.systemID = inne.id WHERE \(condition)
                """,
                [.text(id.rawValue)] + values
            ) { ($0.int(0), $0.text(1)) }
        }
    }
}
