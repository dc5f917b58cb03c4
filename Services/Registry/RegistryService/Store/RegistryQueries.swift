import Contracts
import Domain
import SQLite

/// What is read over HTTP: objects as they stand in the store, the running journal, search. What the reader may not see is left out here, so
/// that no route can forget it.
struct RegistryQueries {
    /// Most hits on a page.
    static let limitPage = 100

    let database: Database
    /// What the reader may see.
    let innsyn: Innsyn

    private var arkiv: SQLiteArkiv { SQLiteArkiv(database) }

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
        guard let (systemID, slag, innhold) = row, var object = try mappe(slag: slag, innhold) else { return nil }
        object["registrering"] = .array(
            try database.query(
                "SELECT slag, innhold FROM registrering WHERE mappe = ? ORDER BY journalpostnummer, systemID", .text(systemID)
            ) { ($0.text(0), $0.text(1)) }.compactMap { try registrering(slag: $0.0, $0.1).map { .object($0) } })
        return .object(object)
    }

    /// A journalpost or another registrering.
    func registrering(_ systemID: SystemID) throws -> JSONValue? {
        try database.first("SELECT slag, innhold FROM registrering WHERE systemID = ?", .text(systemID.rawValue)) {
            ($0.text(0), $0.text(1))
        }.flatMap { try registrering(slag: $0.0, $0.1).map { .object($0) } }
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
            guard let post = try registrering(slag: slag, innhold) else { return nil }
            return (Journalnummer(journalaar: aar, journalsekvensnummer: nummer), .object(post))
        }
    }

    /// Objects whose titles or parties have every word, best first; the last word may be the beginning of one. Of what is screened, only the
    /// words that the reader may see.
    func sok(_ words: String, skip: Int, limit: Int) throws -> [JSONValue] {
        let terms = words.split { !$0.isLetter && !$0.isNumber }.map { "\"\($0)\"" }
        guard let last = terms.last else { return [] }
        let query = (terms.dropLast() + ["\(last)*"]).joined(separator: " ")
        let page: [SQLValue] = [.text(query), .integer(Int64(limit)), .integer(Int64(skip))]
        let hits = try database.query(
            """
            SELECT o.systemID, o.slag FROM sok JOIN soekeobjekt o ON o.id = sok.rowid
            WHERE sok MATCH ?1 AND \(visible) ORDER BY sok.rank, sok.rowid LIMIT ?2 OFFSET ?3
            """, innsyn.serAlt ? page : page + [.text(innsyn.soekekoder), name(0), name(1)]
        ) { ($0.text(0), $0.text(1)) }
        return try hits.compactMap { systemID, slag in
            let table = slag == "mappe" ? "mappe" : "registrering"
            let row = try database.first("SELECT slag, innhold FROM \(table) WHERE systemID = ?", .text(systemID)) {
                ($0.text(0), $0.text(1))
            }
            guard let (type, innhold) = row else { return nil }
            return try (slag == "mappe" ? mappe(slag: type, innhold) : registrering(slag: type, innhold)).map { .object($0) }
        }
    }

    /// Which of an object's rows in the search index is this reader's.
    private var visible: String {
        if innsyn.serAlt { return "o.visning <> 'offentlig'" }
        let isOpen = """
            (instr(?4, char(10) || o.noekkel || char(10)) > 0 AND o.noekkel <> ''
            OR instr(o.deltakere, ?5) > 0 OR instr(o.deltakere, ?6) > 0)
            """
        return "(o.visning = 'alle' OR (o.visning = 'skjermet' AND \(isOpen)) OR (o.visning = 'offentlig' AND NOT \(isOpen)))"
    }

    /// One of the reader's names; a text that is in no list where there is none.
    private func name(_ index: Int) -> SQLValue {
        let names = innsyn.soekenavn
        return .text(names.indices.contains(index) ? names[index] : "\n\n")
    }

    /// A mappe as the reader sees it.
    private func mappe(slag: String, _ innhold: String) throws -> [String: JSONValue]? {
        guard case .object(var object) = try JSONReader.read(Array(innhold.utf8)) else { return nil }
        if !innsyn.serAlt, Self.mayHide(object) {
            let arkiv = arkiv
            let variant = try StoredObject.mappe(slag: slag, innhold)
            let tilgang = arkiv.tilgang(variant)
            try arkiv.check()
            if !innsyn.ser(tilgang) { object = try Self.members(StoredObject.text(variant.skjermet(tilgang))) }
        }
        object["type"] = .string(slag)
        return object
    }

    /// A registrering as the reader sees it.
    private func registrering(slag: String, _ innhold: String) throws -> [String: JSONValue]? {
        guard case .object(var object) = try JSONReader.read(Array(innhold.utf8)) else { return nil }
        if !innsyn.serAlt, Self.mayHide(object) {
            let arkiv = arkiv
            let variant = try StoredObject.registrering(slag: slag, innhold)
            let tilgang = arkiv.tilgang(variant)
            try arkiv.check()
            object = try Self.members(StoredObject.text(variant.skjermet(tilgang, ser: innsyn.ser)))
        }
        object["type"] = .string(slag)
        return object
    }

    /// Whether something in an object may be secret; most have nothing, and are shown as they are stored.
    private static func mayHide(_ object: [String: JSONValue]) -> Bool {
        if object["skjerming"] != nil || object["gradering"] != nil || object["offentligTittel"] != nil { return true }
        if hasScreened(["part", "korrespondansepart", "merknad"], in: object) { return true }
        return object["dokumentbeskrivelse"]?.elements?.contains { dokument in
            dokument["skjerming"] != nil || dokument["gradering"] != nil
                || hasScreened(["part", "merknad"], in: dokument.members ?? [:])
        } ?? false
    }

    /// Whether something in these lists is screened by itself.
    private static func hasScreened(_ lists: [String], in object: [String: JSONValue]) -> Bool {
        lists.contains { list in object[list]?.elements?.contains { $0["erSkjermet"]?.boolean == true } ?? false }
    }

    private static func members(_ text: String) throws -> [String: JSONValue] {
        try JSONReader.read(Array(text.utf8)).members ?? [:]
    }
}
