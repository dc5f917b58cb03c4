import Domain
import SQLite

/// Full text over titles and parties.
///
/// An object with something secret has two rows: one with all its words, for those who may see them, and one with what the public may see, for
/// everybody else. A reader's search looks at one of the two: secret words are neither found nor counted by those who may not see them.
enum SearchIndex {
    private struct Words {
        var titles: [String?]
        var parties: [String]
    }

    static func add(_ variant: Mappevariant, to database: Database) throws {
        let arkiv = SQLiteArkiv(database)
        let tilgang = arkiv.tilgang(variant)
        try arkiv.check()
        try add(
            variant.mappe.systemID, "mappe", words(variant), tilgang.erAapen ? nil : words(variant.skjermet(tilgang)), [tilgang],
            to: database)
    }

    static func add(_ variant: Registreringsvariant, to database: Database) throws {
        let arkiv = SQLiteArkiv(database)
        let tilgang = arkiv.tilgang(variant)
        try arkiv.check()
        let secret = ([tilgang] + variant.registrering.dokumentbeskrivelse.map { $0.tilgang(i: tilgang) }).filter { !$0.erAapen }
        try add(
            variant.registrering.systemID, "registrering", words(variant),
            secret.isEmpty ? nil : words(variant.skjermet(tilgang) { $0.erAapen }), secret, to: database)
    }

    private static func words(_ variant: Mappevariant) -> Words {
        let mappe = variant.mappe
        return Words(
            titles: [mappe.tittel, mappe.offentligTittel, mappe.mappeID] + mappe.noekkelord, parties: mappe.part.map(\.partNavn))
    }

    private static func words(_ variant: Registreringsvariant) -> Words {
        let registrering = variant.registrering
        return Words(
            titles: [registrering.tittel, registrering.offentligTittel, registrering.registreringsID] + registrering.noekkelord
                + registrering.dokumentbeskrivelse.map(\.tittel),
            parties: registrering.part.map(\.partNavn) + registrering.korrespondansepart.map(\.korrespondansepartNavn))
    }

    private static func add(
        _ systemID: SystemID, _ slag: String, _ all: Words, _ forThePublic: Words?, _ tilganger: [Tilgang], to database: Database
    ) throws {
        guard let forThePublic else { return try row(systemID, slag, "alle", nil, nil, all, to: database) }
        let key = Soekenoekkel.of(tilganger)
        let deltakere = Soekenoekkel.listed(tilganger.reduce(into: Set<String>()) { $0.formUnion($1.deltakere) }.sorted())
        try row(systemID, slag, "skjermet", key, deltakere, all, to: database)
        try row(systemID, slag, "offentlig", key, deltakere, forThePublic, to: database)
    }

    private static func row(
        _ systemID: SystemID, _ slag: String, _ visning: String, _ key: String?, _ deltakere: String?, _ words: Words, to database: Database
    ) throws {
        try database.run(
            "INSERT INTO soekeobjekt (systemID, slag, visning, noekkel, deltakere) VALUES (?, ?, ?, ?, ?)", .text(systemID.rawValue),
            .text(slag), .text(visning), SQLValue(key), SQLValue(deltakere))
        try database.run(
            "INSERT INTO sok (rowid, tittel, parter) VALUES (?, ?, ?)", .integer(database.lastInsertRowID),
            .text(words.titles.compactMap { $0 }.joined(separator: "\n")), .text(words.parties.joined(separator: "\n")))
    }
}
