import Contracts
import Domain
import SQLite

/// The outcome of an object as it stands in the store, to be compared with a new one.
struct Lagretutfall: Equatable {
    var tilstand: String
    var vedtak: String?
    var dato: String?
    var kildeslag: String?
    var kilde: Int?
    var vedtatt: Int?
}

/// An object whose outcome is worked out.
struct Omberegningsenhet {
    let nummer: Int
    let enhet: Kassasjonsenhet
    /// The registrering a document lies in.
    let forelder: Int?
    /// Whether it, or the registrering it lies in, does not simply follow its mappe.
    let erSaerskilt: Bool
    let utfall: Lagretutfall?
}

// What lies in a scope, in an order that can be gone on with from any place.
extension Kassasjonslager {
    /// The classes of a scope from one on; one that stands for none where the scope is no class.
    func klasser(_ omfang: Kassasjonsomfang, fra nummer: Int) throws -> [(nummer: Int, klasse: SystemID?)] {
        guard case .klasse(let root) = omfang else { return nummer == 0 ? [(0, nil)] : [] }
        return try database.query(
            """
            WITH RECURSIVE under (systemID) AS (
                SELECT ?1 UNION SELECT k.systemID FROM klasse k JOIN under u ON k.overordnet = u.systemID
            )
            SELECT k.id, k.systemID FROM klasse k JOIN under u ON u.systemID = k.systemID WHERE k.id >= ?2 ORDER BY k.id
            """, .text(root.rawValue), .integer(Int64(nummer))
        ) { ($0.int(0), SystemID($0.text(1))) }
    }

    /// Mapper, and registreringer outside mapper, of a scope from one on. Of a class or an arkivdel those whose period has started: others have no outcome.
    func hoder(_ omfang: Kassasjonsomfang, klasse: SystemID?, fra nummer: Int, limit: Int) throws -> [Int] {
        let (first, most) = (SQLValue.integer(Int64(nummer)), SQLValue.integer(Int64(limit)))
        switch omfang {
        case .klasse:
            return try database.query(
                "SELECT id FROM enhet WHERE klasse = ? AND id >= ? AND start IS NOT NULL ORDER BY id LIMIT ?",
                SQLValue(klasse?.rawValue), first, most
            ) { $0.int(0) }
        case .arkivdel(let id):
            return try database.query(
                """
                SELECT e.id FROM enhet e JOIN enhet g ON g.id = e.gruppe
                WHERE e.arkivdel = ? AND e.id >= ? AND g.start IS NOT NULL ORDER BY e.id LIMIT ?
                """, .text(id.rawValue), first, most
            ) { $0.int(0) }
        case .mappe(let id):
            return try database.query(
                """
                WITH RECURSIVE under (id, systemID) AS (
                    SELECT id, systemID FROM enhet WHERE systemID = ?1
                    UNION SELECT e.id, e.systemID FROM enhet e JOIN under u ON e.foreldermappe = u.systemID
                )
                SELECT id FROM under WHERE id >= ?2 ORDER BY id LIMIT ?3
                """, .text(id.rawValue), first, most
            ) { $0.int(0) }
        case .registrering(let id):
            return try database.query("SELECT id FROM enhet WHERE systemID = ? AND id >= ? LIMIT ?", .text(id.rawValue), first, most) {
                $0.int(0)
            }
        }
    }

    /// The number of the mappe (or registrering outside mapper) that an object lies in, and that one's content.
    func gruppe(_ enhet: Int) throws -> (nummer: Int, hode: Hode) {
        let row = try database.first(
            "SELECT g.id, g.slag, g.innhold, g.klasse FROM enhet e JOIN enhet g ON g.id = e.gruppe WHERE e.id = ?", .integer(Int64(enhet))
        ) { ($0.int(0), $0.text(1), $0.text(2), $0.optionalText(3).flatMap { SystemID($0) }) }
        guard let (number, slag, innhold, _) = row else { throw Missing(description: "no object \(enhet)") }
        let hode: Hode = slag == "mappe" ? .mappe(try JSONBytes.decode(innhold)) : .registrering(try JSONBytes.decode(innhold))
        return (number, hode)
    }

    /// What a group is about.
    enum Hode {
        case mappe(Kassasjonsmappe)
        case registrering(Kassasjonsregistrering)

        var systemID: SystemID {
            switch self {
            case .mappe(let mappe): mappe.systemID
            case .registrering(let registrering): registrering.systemID
            }
        }
        var startdato: Dato? {
            switch self {
            case .mappe(let mappe): mappe.startdato
            case .registrering(let registrering): registrering.startdato
            }
        }
    }

    /// The objects of a group after one, in the order they came.
    func enheter(gruppe: Int, etter nummer: Int, limit: Int) throws -> [Omberegningsenhet] {
        try database.query(
            """
            SELECT e.id, e.systemID, e.slag, e.forelder, e.saerskilt OR coalesce(p.saerskilt, 0), e.tilstand, e.vedtak, e.dato, e.kildeslag,
                e.kilde, e.vedtatt
            FROM enhet e LEFT JOIN enhet p ON p.id = e.forelder AND e.slag = 'dokumentbeskrivelse'
            WHERE e.gruppe = ? AND e.id > ? ORDER BY e.id LIMIT ?
            """, .integer(Int64(gruppe)), .integer(Int64(nummer)), .integer(Int64(limit))
        ) { row in
            guard let id = SystemID(row.text(1)), let slag = Kassasjonsenhet.Slag(rawValue: row.text(2)) else {
                throw Missing(description: "the row \(row.int(0)) names no object")
            }
            let utfall = row.optionalText(5).map { tilstand in
                Lagretutfall(
                    tilstand: tilstand, vedtak: row.optionalText(6), dato: row.optionalText(7), kildeslag: row.optionalText(8),
                    kilde: row.optionalInt(9), vedtatt: row.optionalInt(10))
            }
            return Omberegningsenhet(
                nummer: row.int(0), enhet: Kassasjonsenhet(slag, id), forelder: row.optionalInt(3), erSaerskilt: row.bool(4),
                utfall: utfall)
        }
    }

    /// The registrering with a number.
    func registrering(nummer: Int) throws -> Kassasjonsregistrering? {
        try database.first("SELECT innhold FROM enhet WHERE id = ? AND slag = 'registrering'", .integer(Int64(nummer))) { $0.text(0) }
            .map { try JSONBytes.decode($0) }
    }

    /// A working out that is under way.
    func omberegning(_ systemID: SystemID) throws -> (omfang: Kassasjonsomfang, posisjon: Omberegningsposisjon)? {
        try database.first(
            "SELECT omfang, posisjon FROM omberegning WHERE systemID = ? AND ferdig IS NULL", .text(systemID.rawValue)
        ) { ($0.text(0), $0.text(1)) }.map { (try JSONBytes.decode($0.0), try JSONBytes.decode($0.1)) }
    }

    /// The working outs that are under way, oldest first.
    func omberegninger() throws -> [SystemID] {
        try database.query("SELECT systemID FROM omberegning WHERE ferdig IS NULL ORDER BY id") { SystemID($0.text(0)) }.compactMap { $0 }
    }
}
