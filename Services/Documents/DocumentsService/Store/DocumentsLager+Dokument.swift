import Contracts
import Domain
import SQLite

/// A document with what decides who sees it.
struct Dokumentrad: Sendable {
    let beskrivelse: Dokumentbeskrivelse
    let registrering: SystemID
    let tilgang: Dokumenttilgang
    let objekter: [(objekt: Dokumentobjekt, fil: Filrad)]
}

extension DocumentsLager {
    /// How deep mapper may lie in each other; deeper ones are not looked at.
    private static let limitFolders = 64

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
        let partner = objekter.lazy.compactMap(\.1.avsender?.partner).first
        return Dokumentrad(
            beskrivelse: beskrivelse, registrering: registreringID,
            tilgang: try tilgang(beskrivelse, registrering: registrering, partner: partner),
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

    private func tilgang(_ beskrivelse: Dokumentbeskrivelse, registrering: String, partner: String?) throws -> Dokumenttilgang {
        let above = try database.query(
            """
            WITH RECURSIVE over (nivaa, forelder, skjerming, erGradert, deltakere) AS (
                SELECT 0, mappe, skjerming, erGradert, deltakere FROM registrering WHERE systemID = ?1
                UNION ALL
                SELECT over.nivaa + 1, m.forelder, m.skjerming, m.erGradert, m.deltakere FROM mappe m
                    JOIN over ON m.systemID = over.forelder WHERE over.nivaa < ?2
            )
            SELECT skjerming, erGradert, deltakere FROM over ORDER BY nivaa
            """, .text(registrering), .integer(Int64(Self.limitFolders))
        ) { (skjerming: $0.optionalText(0), erGradert: $0.bool(1), deltakere: $0.text(2)) }
        var levels: [(skjerming: Skjerming?, erGradert: Bool)] = [(beskrivelse.skjerming, beskrivelse.gradering != nil)]
        var people: Set<String> = []
        for level in above {
            levels.append((try level.skjerming.map { try JSONBytes.decode($0) }, level.erGradert))
            people.formUnion(try JSONBytes.decode(level.deltakere, as: [String].self))
        }
        return Dokumenttilgang(nivaaer: levels, deltakere: people, partner: partner)
    }
}
