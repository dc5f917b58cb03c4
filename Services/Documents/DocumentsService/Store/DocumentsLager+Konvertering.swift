import Contracts
import Domain
import SQLite

/// A conversion as the store has it.
struct Konverteringsrad: Sendable {
    let dokumentobjekt: SystemID
    let verktoey: Konverteringsregel.Verktoey
    /// `venter`, `utfoert`, or why not (``KonverteringUteblitt/Grunn``).
    let tilstand: String
    let nesteForsoek: Tidspunkt?
    let antallForsoek: Int
    let melding: String?
    /// The dokumentobjekt that came of it.
    let resultat: SystemID?
    let konvertering: Konvertering?

    fileprivate static let columns = "dokumentobjekt, verktoey, tilstand, nesteForsoek, antallForsoek, melding, resultat, innhold"

    fileprivate init(_ row: borrowing Row) throws {
        guard let objekt = SystemID(row.text(0)), let verktoey = Konverteringsregel.Verktoey(rawValue: row.text(1)) else {
            throw DamagedRow(column: "verktoey", text: row.text(1))
        }
        (dokumentobjekt, self.verktoey, tilstand) = (objekt, verktoey, row.text(2))
        nesteForsoek = row.optionalInt(3).map { Tidspunkt(milliseconds: Int64($0)) }
        (antallForsoek, melding) = (row.int(4), row.optionalText(5))
        resultat = row.optionalText(6).flatMap { SystemID($0) }
        konvertering = try row.optionalText(7).map { try JSONBytes.decode($0) }
    }
}

extension DocumentsLager {
    /// A file's conversion; nil when none was ordered.
    func konvertering(av dokumentobjekt: SystemID) throws -> Konverteringsrad? {
        try database.first(
            "SELECT \(Konverteringsrad.columns) FROM konvertering WHERE dokumentobjekt = ?", .text(dokumentobjekt.rawValue)
        ) { try Konverteringsrad($0) }
    }

    /// The conversions to be done by then, longest waiting first; and those that waited for a program that is here now.
    func skalKonverteres(innen now: Tidspunkt, funnet: Set<Konverteringsregel.Verktoey>, limit: Int) throws -> [Konverteringsrad] {
        var rows = try database.query(
            "SELECT \(Konverteringsrad.columns) FROM konvertering WHERE nesteForsoek <= ? ORDER BY nesteForsoek, dokumentobjekt LIMIT ?",
            .integer(now.milliseconds), .integer(Int64(limit))
        ) { try Konverteringsrad($0) }
        for verktoey in funnet.sorted(by: { $0.rawValue < $1.rawValue }) where rows.count < limit {
            rows += try database.query(
                """
                SELECT \(Konverteringsrad.columns) FROM konvertering WHERE tilstand = 'converter_absent' AND verktoey = ?
                ORDER BY dokumentobjekt LIMIT ?
                """, .text(verktoey.rawValue), .integer(Int64(limit - rows.count))
            ) { try Konverteringsrad($0) }
        }
        return rows
    }

    /// The dokumentobjekt as the registry or a conversion made it.
    func dokumentobjekt(_ systemID: SystemID) throws -> Dokumentobjekt? {
        try database.first("SELECT innhold FROM dokumentobjekt WHERE systemID = ?", .text(systemID.rawValue)) {
            try JSONBytes.decode($0.text(0), as: Dokumentobjekt.self)
        }
    }
}
