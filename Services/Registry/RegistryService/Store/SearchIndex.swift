import Domain
import SQLite

/// Full text over titles and parties.
///
/// What is screened is indexed too: caseworkers search it. Who may see a hit is decided when it is shown.
enum SearchIndex {
    static func add(_ variant: Mappevariant, to database: Database) throws {
        let mappe = variant.mappe
        try add(
            mappe.systemID, "mappe", titles: [mappe.tittel, mappe.offentligTittel, mappe.mappeID] + mappe.noekkelord,
            parties: mappe.part.map(\.partNavn), to: database)
    }

    static func add(_ variant: Registreringsvariant, to database: Database) throws {
        let registrering = variant.registrering
        try add(
            registrering.systemID, "registrering",
            titles: [registrering.tittel, registrering.offentligTittel, registrering.registreringsID] + registrering.noekkelord
                + registrering.dokumentbeskrivelse.map(\.tittel),
            parties: registrering.part.map(\.partNavn) + registrering.korrespondansepart.map(\.korrespondansepartNavn), to: database)
    }

    private static func add(
        _ systemID: SystemID, _ slag: String, titles: [String?], parties: [String], to database: Database
    ) throws {
        try database.run("INSERT INTO soekeobjekt (systemID, slag) VALUES (?, ?)", .text(systemID.rawValue), .text(slag))
        try database.run(
            "INSERT INTO sok (rowid, tittel, parter) VALUES (?, ?, ?)", .integer(database.lastInsertRowID),
            .text(titles.compactMap { $0 }.joined(separator: "\n")), .text(parties.joined(separator: "\n")))
    }
}
