import Contracts
import Domain
import SQLite

/// What is known of the municipality's files: for decisions, workers and readers alike. Reads only.
struct DocumentsLager {
    let database: Database

    init(_ database: Database) { self.database = database }

    /// A dokumentobjekt's file.
    func fil(_ systemID: SystemID) throws -> Filrad? {
        try database.first("SELECT \(Filrad.columns) FROM dokumentobjekt o WHERE o.systemID = ?", .text(systemID.rawValue)) {
            try Filrad($0)
        }
    }

    /// The files to be fetched by then, those that have waited longest first: so many that lie near, and so many of each partner's that are to
    /// be fetched from addresses. A slow address thus hides nobody else's file.
    func skalHentes(innen now: Tidspunkt, limit: Int) throws -> [Filrad] {
        let near = try database.query(
            """
            SELECT \(Filrad.columns) FROM dokumentobjekt o WHERE o.nesteForsoek <= ?1 AND instr(o.referanseDokumentfil, '://') = 0
            ORDER BY o.nesteForsoek, o.rowid LIMIT ?2
            """, .integer(now.milliseconds), .integer(Int64(limit))
        ) { try Filrad($0) }
        let far = try database.query(
            """
            SELECT \(Filrad.columns) FROM (
                SELECT *, row_number() OVER (PARTITION BY partner ORDER BY nesteForsoek, rowid) AS plass FROM dokumentobjekt
                WHERE nesteForsoek <= ?1 AND instr(referanseDokumentfil, '://') > 0
            ) o WHERE o.plass <= ?2 ORDER BY o.nesteForsoek, o.systemID
            """, .integer(now.milliseconds), .integer(Int64(limit))
        ) { try Filrad($0) }
        return near + far
    }

    /// When the next file after that moment is to be fetched; nil when none is.
    func nesteHenting(etter now: Tidspunkt) throws -> Tidspunkt? {
        try database.first("SELECT min(nesteForsoek) FROM dokumentobjekt WHERE nesteForsoek > ?", .integer(now.milliseconds)) {
            $0.optionalInt(0).map { Tidspunkt(milliseconds: Int64($0)) }
        } ?? nil
    }

    /// Missing files that an upload with this checksum may be: named by it, or stated to have it. Of that partner's documents only; the
    /// municipality's own people upload for any.
    func ventendePaa(sjekksum: String, partner: String?, limit: Int) throws -> [SystemID] {
        try database.query(
            """
            SELECT systemID FROM dokumentobjekt WHERE tilstand <> 'lagret' AND (oppgittSjekksum = ?1 OR referanseDokumentfil = ?2)
                AND (?3 IS NULL OR partner = ?3) ORDER BY rowid LIMIT ?4
            """, .text(sjekksum), .text(Filreferanse.sjekksumprefiks + sjekksum), SQLValue(partner), .integer(Int64(limit))
        ) { SystemID($0.text(0)) }.compactMap { $0 }
    }

    /// Whether they uploaded a file with this checksum.
    func erOpplastet(_ sjekksum: String, av partner: String?) throws -> Bool { try opplastetAv(sjekksum, partner) != nil }

    /// Whether it was they who uploaded the file: the partner, or of the municipality's own people that very person, as far as it was the first of them.
    /// That others have it is for nobody to find out by its checksum.
    func erOpplastet(_ sjekksum: String, avSelv identitet: String, partner: String?) throws -> Bool {
        let uploader = try opplastetAv(sjekksum, partner)
        return partner == nil ? uploader == identitet : uploader != nil
    }

    private func opplastetAv(_ sjekksum: String, _ partner: String?) throws -> String? {
        try database.first(
            "SELECT opplastetAv FROM opplasting WHERE sjekksum = ? AND partner = ?", .text(sjekksum), .text(partner ?? "")
        ) { $0.text(0) }
    }

    /// Figures for the operator: files that are missing, by state, and since when the oldest is waited for.
    func mangler() throws -> (antall: [Hentetilstand: Int], eldste: Tidspunkt?) {
        let rows = try database.query(
            "SELECT tilstand, count(*), min(ventetSiden) FROM dokumentobjekt WHERE tilstand <> 'lagret' GROUP BY tilstand"
        ) { ($0.text(0), $0.int(1), $0.optionalInt(2)) }
        let counts = rows.compactMap { row in Hentetilstand(rawValue: row.0).map { ($0, row.1) } }
        let waiting = rows.filter { $0.0 == Hentetilstand.venter.rawValue || $0.0 == Hentetilstand.feilet.rawValue }.compactMap(\.2).min()
        return (
            Dictionary(counts, uniquingKeysWith: { $1 }), waiting.map { Tidspunkt(milliseconds: Int64($0)) }
        )
    }
}
