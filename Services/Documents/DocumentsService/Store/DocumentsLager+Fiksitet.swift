import Contracts
import Domain
import SQLite

/// A stored file as the list of files has it.
struct Lagretfil: Sendable, Hashable {
    let sjekksum: String
    let filstoerrelse: Int64
    let lagret: Tidspunkt
    /// When its bytes were last compared with the checksum.
    let kontrollert: Tidspunkt
    let antallKontroller: Int
    let skade: Filskade?
    let skadet: Tidspunkt?

    static let columns = "sjekksum, filstoerrelse, lagret, kontrollert, antallKontroller, skade, skadet"

    init(_ row: borrowing Row) throws {
        func moment(_ column: Int) -> Tidspunkt { Tidspunkt(milliseconds: Int64(row.int(column))) }
        (sjekksum, filstoerrelse) = (row.text(0), Int64(row.int(1)))
        (lagret, kontrollert, antallKontroller) = (moment(2), moment(3), row.int(4))
        skade = try row.optionalText(5).map { try JSONBytes.decode($0) }
        skadet = row.optionalInt(6).map { Tidspunkt(milliseconds: Int64($0)) }
    }
}

extension DocumentsLager {
    /// The files to read again: those that were not checked since then, longest ago first; damaged ones by their own date.
    func skalKontrolleres(kontrollertFoer: Tidspunkt, skaddeFoer: Tidspunkt, limit: Int) throws -> [Lagretfil] {
        try database.query(
            """
            SELECT \(Lagretfil.columns) FROM lagretfil WHERE kontrollert <= ?1 OR (skadet IS NOT NULL AND kontrollert <= ?2)
            ORDER BY kontrollert, sjekksum LIMIT ?3
            """, .integer(kontrollertFoer.milliseconds), .integer(skaddeFoer.milliseconds), .integer(Int64(limit))
        ) { try Lagretfil($0) }
    }

    /// One stored file; nil when no commit says that it was stored.
    func lagretfil(_ sjekksum: String) throws -> Lagretfil? {
        try database.first("SELECT \(Lagretfil.columns) FROM lagretfil WHERE sjekksum = ?", .text(sjekksum)) { try Lagretfil($0) }
    }

    /// Those of the checksums that no commit says were stored.
    func utenCommit(_ sjekksummer: [String]) throws -> [String] {
        try sjekksummer.filter { sjekksum in
            try database.first("SELECT 1 FROM lagretfil WHERE sjekksum = ?", .text(sjekksum)) { _ in true } == nil
        }
    }

    /// The damaged files, a page in the order of their checksums.
    func skadde(after: String?, limit: Int) throws -> [Lagretfil] {
        try database.query(
            "SELECT \(Lagretfil.columns) FROM lagretfil WHERE skadet IS NOT NULL AND sjekksum > ? ORDER BY sjekksum LIMIT ?",
            .text(after ?? ""), .integer(Int64(limit))
        ) { try Lagretfil($0) }
    }

    /// Whose file it is.
    func dokumentobjekter(medSjekksum sjekksum: String, limit: Int) throws -> [(systemID: SystemID, registrering: SystemID)] {
        try database.query(
            "SELECT systemID, registrering FROM dokumentobjekt WHERE sjekksum = ? ORDER BY rowid LIMIT ?", .text(sjekksum),
            .integer(Int64(limit))
        ) { row in
            SystemID(row.text(0)).flatMap { systemID in SystemID(row.text(1)).map { (systemID, $0) } }
        }.compactMap { $0 }
    }

    /// Figures for the operator.
    func fiksitet() throws -> Fiksitetstall {
        let all = try database.first(
            """
            SELECT count(*), coalesce(sum(filstoerrelse), 0), min(kontrollert), count(skadet),
                max(kontrollert) FILTER (WHERE antallKontroller > 0) FROM lagretfil
            """
        ) { (files: $0.int(0), bytes: $0.int(1), oldest: $0.optionalInt(2), damaged: $0.int(3), last: $0.optionalInt(4)) }
        return Fiksitetstall(
            antallFiler: all?.files ?? 0, antallBytes: Int64(all?.bytes ?? 0),
            eldsteKontroll: all?.oldest.map { Tidspunkt(milliseconds: Int64($0)) },
            sisteKontroll: all?.last.map { Tidspunkt(milliseconds: Int64($0)) }, antallSkadde: all?.damaged ?? 0)
    }
}

/// How the municipality's files stand.
struct Fiksitetstall: Sendable, Hashable {
    let antallFiler: Int
    let antallBytes: Int64
    /// No file was checked longer ago.
    let eldsteKontroll: Tidspunkt?
    /// When a file was last read again; nil until one was.
    let sisteKontroll: Tidspunkt?
    let antallSkadde: Int
}
