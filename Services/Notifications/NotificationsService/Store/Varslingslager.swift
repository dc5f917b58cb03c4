import Contracts
import Domain
import SQLite
import ShardRuntime

/// What is known of cases and registreringer.
struct Varslingslager: Varslingsoppslag {
    private let database: Database

    init(_ database: Database) { self.database = database }

    func sak(_ systemID: SystemID) throws -> Varslingssak? {
        try database.first("SELECT innhold FROM varslingssak WHERE systemID = ?", .text(systemID.rawValue)) { $0.text(0) }
            .map { try JSONBytes.decode($0) }
    }

    func post(_ systemID: SystemID) throws -> Varslingspost? {
        try database.first("SELECT innhold FROM varslingspost WHERE systemID = ?", .text(systemID.rawValue)) { $0.text(0) }
            .map { try JSONBytes.decode($0) }
    }

    /// The case with that mappeID, such as `2026/17`.
    func sak(mappeID: String) throws -> Varslingssak? {
        try database.first("SELECT innhold FROM varslingssak WHERE mappeID = ? ORDER BY systemID", .text(mappeID)) { $0.text(0) }
            .map { try JSONBytes.decode($0) }
    }

    /// What the registry's fact changes in the title for the public of what is known; nil when nothing.
    func titleChange(_ event: SkjermingEndret) throws -> OffentligTittelFulgt? {
        let known: String??
        switch event.arkivenhet {
        case .mappe(let id): known = try sak(id).map(\.offentligTittel)
        case .registrering(let id): known = try post(id).map(\.offentligTittel)
        case .arkivdel, .klasse, .dokumentbeskrivelse: return nil
        }
        guard let known, known != event.offentligTittel else { return nil }
        return OffentligTittelFulgt(objekt: event.arkivenhet.systemID, offentligTittel: event.offentligTittel)
    }

    /// Another title for the public, of what has been told and of what will be.
    func keep(_ event: OffentligTittelFulgt) throws {
        try database.run(
            """
            INSERT INTO offentligTittel (objekt, tittel) VALUES (?, ?) ON CONFLICT DO UPDATE SET tittel = excluded.tittel
            """, .text(event.objekt.rawValue), SQLValue(event.offentligTittel))
        if var sak = try sak(event.objekt) {
            sak.offentligTittel = event.offentligTittel
            try keep(sak)
        }
        if var post = try post(event.objekt) {
            post.offentligTittel = event.offentligTittel
            try keep(post)
        }
    }

    func utsatt(_ objekt: SystemID) throws -> [Hendelse] {
        try database.query("SELECT innhold FROM utsattHendelse WHERE objekt = ? ORDER BY rekkefoelge", .text(objekt.rawValue)) {
            try JSONBytes.decode($0.text(0))
        }
    }

    func keep(_ utsatt: HendelseUtsatt) throws {
        try database.run(
            """
            INSERT INTO utsattHendelse (id, objekt, rekkefoelge, innhold)
            VALUES (?, ?, (SELECT coalesce(max(rekkefoelge), 0) + 1 FROM utsattHendelse), ?)
            """, .text(utsatt.hendelse.id), .text(utsatt.objekt.rawValue), .text(try JSONBytes.text(utsatt.hendelse)))
    }

    /// It has been told: it waits no more.
    func told(_ hendelse: Hendelse) throws { try database.run("DELETE FROM utsattHendelse WHERE id = ?", .text(hendelse.id)) }

    func keep(_ sak: Varslingssak) throws {
        try database.run(
            """
            INSERT INTO varslingssak (systemID, mappeID, innhold) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET mappeID = excluded.mappeID, innhold = excluded.innhold
            """, .text(sak.systemID.rawValue), .text(sak.mappeID), .text(try JSONBytes.text(sak)))
        try Tilgangslager(database).keep(sak.tidligereTilgang)
    }

    /// Keeps a registrering, and its deadline for as long as it waits to be written off.
    func keep(_ post: Varslingspost) throws {
        let id = SQLValue.text(post.systemID.rawValue)
        try database.run(
            """
            INSERT INTO varslingspost (systemID, innhold) VALUES (?, ?) ON CONFLICT DO UPDATE SET innhold = excluded.innhold
            """, id, .text(try JSONBytes.text(post)))
        try Tilgangslager(database).keep(post.tidligereTilgang)
        guard let frist = post.aapenFrist else {
            try database.run("DELETE FROM frist WHERE journalpost = ?", id)
            return
        }
        // Reminders begin anew with another date; the same one goes on.
        try database.run(
            """
            INSERT INTO frist (journalpost, forfallsdato) VALUES (?1, ?2) ON CONFLICT DO UPDATE
            SET sisteDager = iif(forfallsdato = excluded.forfallsdato, sisteDager, NULL), forfallsdato = excluded.forfallsdato
            """, id, .text(frist.description))
    }
}
