import Domain
import SQLite
import ShardRuntime

/// What is read over HTTP: objects as they stand in the store, the running journal, search. What the reader may not see is left out here, so
/// that no route can forget it.
///
/// Objects come as JSON with their `type` first: what is stored goes out as it stands, unless something in it may be secret to the reader.
struct RegistryQueries {
    /// Most hits on a page.
    static let limitPage = 100
    /// Most hits passed over before a page.
    static let limitSkip = 10_000
    /// Most hits that are put in order, of more the newest: as many as can be paged through. Without it a word that every title has would take
    /// seconds in a large archive.
    static let limitRankedHits = limitSkip + limitPage

    let database: Database
    /// Who reads.
    let leser: Leser
    /// The day they read on, in Norway: what ends by itself has ended or not.
    let dag: Dato
    /// Most hits that are put in order.
    var limitRanked = limitRankedHits

    /// A case by its number, with its journalposter.
    func saksmappe(_ nummer: Saksnummer) throws -> [UInt8]? {
        try saksmappe(
            "saksaar = ? AND sakssekvensnummer = ?", [.integer(Int64(nummer.saksaar)), .integer(Int64(nummer.sakssekvensnummer))])
    }

    /// A case (or another mappe) by its systemID, with its registreringer.
    func saksmappe(_ systemID: SystemID) throws -> [UInt8]? { try saksmappe("o.systemID = ?", [.text(systemID.rawValue)]) }

    private func saksmappe(_ condition: String, _ values: [SQLValue]) throws -> [UInt8]? {
        let visning = Objektvisning(leser, dag, database)
        let row = try database.first("SELECT \(Self.mappe) WHERE \(condition)", values) { Self.rad($0) }
        guard let row, var mappe = try visning.mappe(row, .objektet) else { return nil }
        let registreringer = try database.query(
            "SELECT \(Self.registrering) WHERE o.mappe = ? ORDER BY o.journalpostnummer, o.systemID", .text(row.systemID)
        ) { Self.rad($0) }
        mappe.removeLast()
        mappe += Array(",\"registrering\":[".utf8)
        var isFirst = true
        // Under a case of which the reader may only know that it is there, nothing is listed.
        if try visning.visninger.visning(vern: row.vern) != .bareAtDetFinnes {
            for row in registreringer {
                guard let shown = try visning.registrering(row, .liste) else { continue }
                if !isFirst { mappe.append(UInt8(ascii: ",")) }
                mappe += shown
                isFirst = false
            }
        }
        return mappe + "]}".utf8
    }

    /// A journalpost or another registrering.
    func registrering(_ systemID: SystemID) throws -> [UInt8]? {
        try database.first("SELECT \(Self.registrering) WHERE o.systemID = ?", .text(systemID.rawValue)) { Self.rad($0) }
            .flatMap { try Objektvisning(leser, dag, database).registrering($0, .objektet) }
    }

    /// The journal of a day, in the order of the numbers, after a number: what is journalført, and no draft.
    func journal(_ dato: Dato, after: Journalnummer?, limit: Int) throws -> [(nummer: Journalnummer, post: [UInt8])] {
        let visning = Objektvisning(leser, dag, database)
        return try database.query(
            """
            SELECT \(Self.registrering)
            WHERE o.journaldato = ?1 AND (o.journalaar, o.journalsekvensnummer) > (?2, ?3)
            AND json_extract(o.innhold, '$.journalstatus.kode') IN (\(Self.journalfoert))
            ORDER BY o.journalaar, o.journalsekvensnummer LIMIT ?4
            """, .text(dato.description), .integer(Int64(after?.journalaar ?? 0)), .integer(Int64(after?.journalsekvensnummer ?? 0)),
            .integer(Int64(limit))
        ) { (Self.rad($0), $0.int(7), $0.int(8)) }.compactMap { row, aar, nummer in
            try visning.registrering(row, .liste).map { (Journalnummer(journalaar: aar, journalsekvensnummer: nummer), $0) }
        }
    }

    static let journalfoert = Journalstatuskode.journalfoerte.map { "'\($0.rawValue)'" }.joined(separator: ", ")

    /// The columns that `rad` reads, of a mappe.
    private static let mappe = """
        o.systemID, o.slag, o.innhold, o.liste, t.vern, o.partner, 0, 0, 0 FROM mappe o LEFT JOIN tilgang t ON t.systemID = o.systemID
        """
    /// The columns that `rad` reads, of a registrering; then its number in the journal.
    private static let registrering = """
        o.systemID, o.slag, o.innhold, o.liste, t.vern, o.partner, EXISTS (SELECT 1 FROM tilgang d WHERE d.over = o.systemID),
        o.journalaar, o.journalsekvensnummer FROM registrering o LEFT JOIN tilgang t ON t.systemID = o.systemID
        """

    private static func rad(_ row: borrowing Row) -> Objektvisning.Rad {
        Objektvisning.Rad(
            systemID: row.text(0), slag: row.text(1), innhold: row.utf8(2), liste: row.isNull(3) ? nil : row.utf8(3),
            vern: row.optionalInt(4), partner: row.optionalText(5), harEgneDokumenter: row.bool(6))
    }

    /// Objects whose titles or parties have every word, in the order of `SearchIndex.hits`; the last word may be the beginning of one. Of what is
    /// protected, only the words that the reader may see are looked at.
    func sok(_ words: String, skip: Int, limit: Int) throws -> [[UInt8]] {
        let terms = words.split { !$0.isLetter && !$0.isNumber }.map { "\"\($0)\"" }
        guard let last = terms.last else { return [] }
        let query = (terms.dropLast() + ["\(last)*"]).joined(separator: " ")
        let visning = Objektvisning(leser, dag, database)
        let hits = try SearchIndex(database).hits(query, visning.visninger, limitRanked: limitRanked, skip: skip, limit: limit)
        return try hits.compactMap { hit in
            let columns = hit.erMappe ? Self.mappe : Self.registrering
            let row = try database.first("SELECT \(columns) WHERE o.systemID = ?", .text(hit.systemID)) { Self.rad($0) }
            guard let row else { return nil }
            return try hit.erMappe ? visning.mappe(row, .liste) : visning.registrering(row, .liste)
        }
    }
}
