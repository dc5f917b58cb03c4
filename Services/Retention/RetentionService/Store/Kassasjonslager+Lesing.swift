import Contracts
import Domain
import SQLite

// What lists and explanations read.
extension Kassasjonslager {
    /// An object by its systemID.
    func rad(_ systemID: SystemID) throws -> Enhetsrad? {
        try database.first("SELECT \(Enhetsrad.columns) FROM enhet e WHERE e.systemID = ?", .text(systemID.rawValue)) { try Enhetsrad($0) }
    }

    /// The class that counts for a mappe: its own, or that of the nearest mappe around it.
    func gjeldendeKlasse(_ nummer: Int) throws -> SystemID? {
        try database.first("SELECT klasse FROM enhet WHERE id = ?", .integer(Int64(nummer))) { $0.optionalText(0) }
            .flatMap { $0.flatMap { SystemID($0) } }
    }

    /// A mappe and those around it, from the inside out, with their numbers.
    func mappeOgDemRundt(_ mappe: Kassasjonsmappe) throws -> [(nummer: Int, mappe: Kassasjonsmappe)] {
        var all: [(nummer: Int, mappe: Kassasjonsmappe)] = []
        var seen: Set<SystemID> = []
        var next: Kassasjonsmappe? = mappe
        while let current = next, seen.insert(current.systemID).inserted, let number = try nummer(.mappe(current.systemID)) {
            all.append((number, current))
            next = try current.foreldermappe.flatMap { try self.mappe($0) }
        }
        return all
    }

    /// The decision that stands on an object, by the object's number.
    func vedtak(slag: String, nummer: Int) throws -> Kassasjonsvedtak? {
        let table = slag == "arkivdel" || slag == "klasse" ? slag : "enhet"
        return try database.first("SELECT innhold FROM \(table) WHERE id = ?", .integer(Int64(nummer))) { $0.text(0) }
            .flatMap { try JSONBytes.decode($0, as: Baerer.self).vedtak }
    }

    private struct Baerer: Decodable {
        var vedtak: Kassasjonsvedtak?
    }

    /// The holds, oldest first.
    func sperrer(staar: Bool) throws -> [Kassasjonssperre] {
        try database.query("SELECT innhold FROM sperre WHERE staar = ? ORDER BY id", .integer(staar ? 1 : 0)) { $0.text(0) }
            .map { try JSONBytes.decode($0) }
    }

    /// A page of holds, newest first, lifted ones too unless only those that stand are asked for.
    func sperrer(foer nummer: Int, bareDeSomStaar: Bool, limit: Int) throws -> [(nummer: Int, sperre: Kassasjonssperre)] {
        try database.query(
            "SELECT id, innhold FROM sperre WHERE id < ? AND staar >= ? ORDER BY id DESC LIMIT ?", .integer(Int64(nummer)),
            .integer(bareDeSomStaar ? 1 : 0), .integer(Int64(limit))
        ) { ($0.int(0), $0.text(1)) }.map { ($0.0, try JSONBytes.decode($0.1)) }
    }

    /// The numbers of what protects the objects of a mappe (or registrering outside mapper), each once.
    func vern(gruppe: Int) throws -> [Int] {
        try database.query(
            """
            SELECT DISTINCT t.vern FROM enhet e JOIN tilgang t ON t.systemID = e.systemID WHERE e.gruppe = ? AND t.vern IS NOT NULL
            """, .integer(Int64(gruppe))
        ) { $0.int(0) }
    }

    /// The mapper, and registreringer outside mapper, in which a party occurs, by number.
    func grupper(_ key: Partsnoekkel) throws -> [Int] {
        try database.query("SELECT gruppe FROM part WHERE noekkel = ? ORDER BY gruppe", .text(Self.noekkel(key))) { $0.int(0) }
    }

    /// The keys of a mappe's parties that a hold stands on.
    func sperretePartsnoekler(gruppe: Int) throws -> [String] {
        try database.query(
            """
            SELECT DISTINCT p.noekkel FROM part p JOIN sperre s ON s.slag = 'part' AND s.noekkel = p.noekkel AND s.staar = 1
            WHERE p.gruppe = ? ORDER BY p.noekkel
            """, .integer(Int64(gruppe))
        ) { $0.text(0) }
    }

    /// How many working outs are under way: until they are done, dates of what they concern may be old ones.
    func antallOmberegninger() throws -> Int {
        try database.first("SELECT count(*) FROM omberegning WHERE ferdig IS NULL") { $0.int(0) } ?? 0
    }

    /// Working outs, newest first.
    func omberegninger(limit: Int) throws -> [Omberegningsbilde] {
        try database.query(
            "SELECT systemID, omfang, startet, ferdig, vurdert, endret FROM omberegning ORDER BY id DESC LIMIT ?", .integer(Int64(limit))
        ) { row in
            Omberegningsbilde(
                systemID: row.text(0), omfang: row.text(1), startet: row.text(2), ferdig: row.optionalText(3), vurdert: row.int(4),
                endret: row.int(5))
        }
    }

    /// Rings that were found, newest first: when, and the objects.
    func sloeyfer(limit: Int) throws -> [(oppdaget: String, enheter: [Kassasjonsenhet])] {
        try database.query("SELECT oppdaget, innhold FROM sloeyfe ORDER BY id DESC LIMIT ?", .integer(Int64(limit))) {
            ($0.text(0), $0.text(1))
        }.map { ($0.0, try JSONBytes.decode($0.1)) }
    }

    /// How many rings were found.
    func antallSloeyfer() throws -> Int { try database.first("SELECT count(*) FROM sloeyfe") { $0.int(0) } ?? 0 }
}

/// A working out as it is shown.
struct Omberegningsbilde: Sendable {
    let systemID: String
    let omfang: String
    let startet: String
    let ferdig: String?
    let vurdert: Int
    let endret: Int
}
