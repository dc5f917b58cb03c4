import Contracts
import Domain
import SQLite

/// Which of the objects with a date are listed (krav 6.1.14–6.1.16, 6.1.28).
struct Forfallsutvalg: Sendable, Equatable {
    /// Up to and including this day.
    var innen: Dato
    /// From this day on.
    var fra: Dato?
    /// Of this kind only.
    var slag: Kassasjonsenhet.Slag?
    /// With this decision (M450) only.
    var vedtak: String?
    /// Filed in this class, or below it.
    var klasse: SystemID?
    /// In this arkivdel.
    var arkivdel: SystemID?
    /// Of this unit (M305).
    var administrativEnhet: String?
    /// Of this journalenhet (M308).
    var journalenhet: String?
}

/// A place in the list: after the object with this date and number.
struct Forfallsplass: Sendable, Equatable {
    var dato: String
    var nummer: Int

    /// The beginning.
    static let begynnelsen = Forfallsplass(dato: "", nummer: 0)

    init(dato: String, nummer: Int) { (self.dato, self.nummer) = (dato, nummer) }

    /// Reads `yyyy-mm-dd.number`.
    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let dato = Dato(parts[0]), let nummer = Int(parts[1]) else { return nil }
        (self.dato, self.nummer) = (dato.description, nummer)
    }

    var text: String { "\(dato).\(nummer)" }
}

/// What is due, by date; an index gives each page where the one before ended, so the last page of a million costs what the first does.
struct Forfallsliste {
    let lager: Kassasjonslager

    /// A page, and where the next one begins; nil at the end. What is not to be shown is passed over, and no page ends there.
    func side(
        _ utvalg: Forfallsutvalg, etter plass: Forfallsplass, limit: Int, where isShown: (Kassasjonsbilde) throws -> Bool = { _ in true }
    ) throws -> (treff: [Kassasjonsbilde], neste: Forfallsplass?) {
        let (condition, values) = try Self.vilkaar(utvalg)
        let bygger = try Bildebygger(lager)
        var (treff, place) = ([Kassasjonsbilde](), plass)
        while true {
            let rader = try lager.database.query(
                """
                SELECT \(Enhetsrad.columns) FROM enhet e JOIN enhet g ON g.id = e.gruppe
                WHERE e.dato IS NOT NULL AND e.dato <= ? AND (e.dato, e.id) > (?, ?)\(condition) ORDER BY e.dato, e.id LIMIT ?
                """,
                [.text(utvalg.innen.description), .text(place.dato), .integer(Int64(place.nummer))] + values + [.integer(Int64(limit))]
            ) { try Enhetsrad($0) }
            for rad in rader {
                place = Forfallsplass(dato: rad.utfall?.dato ?? place.dato, nummer: rad.nummer)
                let bilde = try bygger.bilde(rad)
                if try isShown(bilde) { treff.append(bilde) }
                if treff.count == limit { return (treff, place) }
            }
            if rader.count < limit { return (treff, nil) }
        }
    }

    private static func vilkaar(_ utvalg: Forfallsutvalg) throws -> (String, [SQLValue]) {
        var conditions: [(String, String)] = []
        if let fra = utvalg.fra { conditions.append(("e.dato >= ?", fra.description)) }
        if let slag = utvalg.slag { conditions.append(("e.slag = ?", slag.rawValue)) }
        if let vedtak = utvalg.vedtak { conditions.append(("e.vedtak = ?", vedtak)) }
        if let arkivdel = utvalg.arkivdel { conditions.append(("g.arkivdel = ?", arkivdel.rawValue)) }
        if let enhet = utvalg.administrativEnhet { conditions.append(("json_extract(g.innhold, '$.administrativEnhet') = ?", enhet)) }
        if let enhet = utvalg.journalenhet { conditions.append(("json_extract(g.innhold, '$.journalenhet') = ?", enhet)) }
        if let klasse = utvalg.klasse {
            let below = """
                g.klasse IN (WITH RECURSIVE under (systemID) AS (
                    SELECT ? UNION SELECT k.systemID FROM klasse k JOIN under u ON k.overordnet = u.systemID) SELECT systemID FROM under)
                """
            conditions.append((below, klasse.rawValue))
        }
        return (conditions.map { " AND " + $0.0 }.joined(), conditions.map { .text($0.1) })
    }
}
