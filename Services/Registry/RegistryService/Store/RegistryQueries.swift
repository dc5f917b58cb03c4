import Contracts
import Domain
import SQLite

/// What is read over HTTP: objects as they stand in the store, the running journal, search.
struct RegistryQueries {
    /// Most hits on a page.
    static let limitPage = 100

    let database: Database

    /// A case by its number, with its journalposter.
    func saksmappe(_ nummer: Saksnummer) throws -> JSONValue? {
        try saksmappe(
            "saksaar = ? AND sakssekvensnummer = ?", [.integer(Int64(nummer.saksaar)), .integer(Int64(nummer.sakssekvensnummer))])
    }

    /// A case (or another mappe) by its systemID, with its registreringer.
    func saksmappe(_ systemID: SystemID) throws -> JSONValue? { try saksmappe("systemID = ?", [.text(systemID.rawValue)]) }

    private func saksmappe(_ condition: String, _ values: [SQLValue]) throws -> JSONValue? {
        let row = try database.first("SELECT systemID, slag, innhold FROM mappe WHERE \(condition)", values) {
            ($0.text(0), $0.text(1), $0.text(2))
        }
        guard let (systemID, slag, innhold) = row, case .object(var object) = try JSONReader.read(Array(innhold.utf8)) else { return nil }
        object["type"] = .string(slag)
        object["registrering"] = .array(
            try database.query(
                "SELECT slag, innhold FROM registrering WHERE mappe = ? ORDER BY journalpostnummer, systemID", .text(systemID)
            ) { ($0.text(0), $0.text(1)) }.compactMap { try Self.registrering(slag: $0.0, $0.1) })
        return .object(object)
    }

    /// A journalpost or another registrering.
    func registrering(_ systemID: SystemID) throws -> JSONValue? {
        try database.first("SELECT slag, innhold FROM registrering WHERE systemID = ?", .text(systemID.rawValue)) {
            ($0.text(0), $0.text(1))
        }.flatMap { try Self.registrering(slag: $0.0, $0.1) }
    }

    /// The journal of a day, in the order of the numbers, after a number.
    func journal(_ dato: Dato, after: Journalnummer?, limit: Int) throws -> [(nummer: Journalnummer, post: JSONValue)] {
        try database.query(
            """
            SELECT journalaar, journalsekvensnummer, slag, innhold FROM registrering
            WHERE journaldato = ?1 AND (journalaar, journalsekvensnummer) > (?2, ?3)
            ORDER BY journalaar, journalsekvensnummer LIMIT ?4
            """, .text(dato.description), .integer(Int64(after?.journalaar ?? 0)), .integer(Int64(after?.journalsekvensnummer ?? 0)),
            .integer(Int64(limit))
        ) { ($0.int(0), $0.int(1), $0.text(2), $0.text(3)) }.compactMap { aar, nummer, slag, innhold in
            guard let post = try Self.registrering(slag: slag, innhold) else { return nil }
            return (Journalnummer(journalaar: aar, journalsekvensnummer: nummer), post)
        }
    }

    /// Objects whose titles or parties have every word, best first; the last word may be the beginning of one.
    func sok(_ words: String, skip: Int, limit: Int) throws -> [JSONValue] {
        let terms = words.split { !$0.isLetter && !$0.isNumber }.map { "\"\($0)\"" }
        guard let last = terms.last else { return [] }
        let query = (terms.dropLast() + ["\(last)*"]).joined(separator: " ")
        let hits = try database.query(
            """
            SELECT o.systemID, o.slag FROM sok JOIN soekeobjekt o ON o.id = sok.rowid
            WHERE sok MATCH ?1 ORDER BY sok.rank, sok.rowid LIMIT ?2 OFFSET ?3
            """, .text(query), .integer(Int64(limit)), .integer(Int64(skip))
        ) { ($0.text(0), $0.text(1)) }
        return try hits.compactMap { systemID, slag in
            let table = slag == "mappe" ? "mappe" : "registrering"
            let row = try database.first("SELECT slag, innhold FROM \(table) WHERE systemID = ?", .text(systemID)) {
                ($0.text(0), $0.text(1))
            }
            guard let (type, innhold) = row, case .object(var object) = try JSONReader.read(Array(innhold.utf8)) else { return nil }
            object["type"] = .string(type)
            return .object(object)
        }
    }

    private static func registrering(slag: String, _ innhold: String) throws -> JSONValue? {
        guard case .object(var object) = try JSONReader.read(Array(innhold.utf8)) else { return nil }
        object["type"] = .string(slag)
        return .object(object)
    }
}
