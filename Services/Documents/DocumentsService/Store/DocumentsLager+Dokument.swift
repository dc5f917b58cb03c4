import Contracts
import Domain
import SQLite
import ShardRuntime

/// A document with what decides who sees it.
struct Dokumentrad: Sendable {
    let beskrivelse: Dokumentbeskrivelse
    let registrering: SystemID
    /// What protects it; nil: nothing.
    let tilgang: Tilgang?
    /// The partner that sent it.
    let partner: String?
    let objekter: [(objekt: Dokumentobjekt, fil: Filrad)]
}

extension DocumentsLager {
    /// A dokumentbeskrivelse with its files.
    func dokument(_ systemID: SystemID) throws -> Dokumentrad? {
        let row = try database.first(
            "SELECT registrering, innhold FROM dokumentbeskrivelse WHERE systemID = ?", .text(systemID.rawValue)
        ) { ($0.text(0), $0.text(1)) }
        guard let (registrering, innhold) = row, let registreringID = SystemID(registrering) else { return nil }
        let beskrivelse = try JSONBytes.decode(innhold, as: Dokumentbeskrivelse.self)
        let objekter = try database.query(
            "SELECT \(Filrad.columns), o.innhold FROM dokumentobjekt o WHERE o.dokumentbeskrivelse = ? ORDER BY o.rekkefoelge, o.rowid",
            .text(systemID.rawValue)
        ) { (try JSONBytes.decode($0.text(Filrad.columnCount), as: Dokumentobjekt.self), try Filrad($0)) }
        let lager = Tilgangslager(database)
        var tilgang = try lager.tilgang(vern: lager.vern(dokument: systemID, i: registreringID))
        // Earlier programs did not take in who sent the registrering; the files' sender is the same.
        let partner = tilgang?.partner ?? objekter.lazy.compactMap(\.1.avsender?.partner).first
        tilgang?.partner = partner
        return Dokumentrad(
            beskrivelse: beskrivelse, registrering: registreringID, tilgang: tilgang, partner: partner,
            objekter: objekter.map { (objekt: $0.0, fil: $0.1) })
    }

    /// The document that a dokumentobjekt belongs to.
    func dokument(medObjekt systemID: SystemID) throws -> (dokument: Dokumentrad, objekt: Dokumentobjekt, fil: Filrad)? {
        guard let fil = try fil(systemID), let dokument = try dokument(fil.dokumentbeskrivelse),
            let found = dokument.objekter.first(where: { $0.fil.systemID == systemID })
        else { return nil }
        return (dokument, found.objekt, found.fil)
    }

    /// A registrering's documents, in their order; nil for a registrering without documents.
    func dokumenter(i registrering: SystemID) throws -> [Dokumentrad]? {
        let known = try database.first("SELECT 1 FROM registrering WHERE systemID = ?", .text(registrering.rawValue)) { _ in true }
        guard known != nil else { return nil }
        return try database.query(
            "SELECT systemID FROM dokumentbeskrivelse WHERE registrering = ? ORDER BY rekkefoelge", .text(registrering.rawValue)
        ) { SystemID($0.text(0)) }.compactMap { $0 }.compactMap { try dokument($0) }
    }

    /// A page of the files that are missing, in the order of their systemIDs, which is the order they came in.
    func utenFil(tilstand: Hentetilstand?, partner: String?, after: SystemID?, limit: Int) throws -> [Filrad] {
        try database.query(
            """
            SELECT \(Filrad.columns) FROM dokumentobjekt o WHERE o.tilstand <> 'lagret' AND (?1 IS NULL OR o.tilstand = ?1)
                AND (?2 IS NULL OR o.partner = ?2) AND o.systemID > ?3 ORDER BY o.systemID LIMIT ?4
            """, SQLValue(tilstand?.rawValue), SQLValue(partner), .text(after?.rawValue ?? ""), .integer(Int64(limit))
        ) { try Filrad($0) }
    }
}

extension Leser {
    /// What they may see of a document.
    func visning(av dokument: Dokumentrad, _ dag: Dato) -> Visning {
        ser(dokumentSendtAv: dokument.partner) ? visning(av: dokument.tilgang, dag) : .ingenting
    }
}
