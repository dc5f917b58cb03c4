import Domain
import SQLite

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
    /// What the reader may see.
    let innsyn: Innsyn
    /// Most hits that are put in order.
    var limitRanked = limitRankedHits

    private var arkiv: SQLiteArkiv { SQLiteArkiv(database) }

    /// A case by its number, with its journalposter.
    func saksmappe(_ nummer: Saksnummer) throws -> [UInt8]? {
        try saksmappe(
            "saksaar = ? AND sakssekvensnummer = ?", [.integer(Int64(nummer.saksaar)), .integer(Int64(nummer.sakssekvensnummer))])
    }

    /// A case (or another mappe) by its systemID, with its registreringer.
    func saksmappe(_ systemID: SystemID) throws -> [UInt8]? { try saksmappe("systemID = ?", [.text(systemID.rawValue)]) }

    private func saksmappe(_ condition: String, _ values: [SQLValue]) throws -> [UInt8]? {
        let row = try database.first("SELECT systemID, slag, innhold FROM mappe WHERE \(condition)", values) {
            ($0.text(0), $0.text(1), $0.utf8(2))
        }
        guard let (systemID, slag, innhold) = row else { return nil }
        let registreringer = try database.query(
            "SELECT slag, innhold FROM registrering WHERE mappe = ? ORDER BY journalpostnummer, systemID", .text(systemID)
        ) { ($0.text(0), $0.utf8(1)) }
        var mappe = try mappe(slag: slag, innhold)
        mappe.removeLast()
        mappe += Array(",\"registrering\":[".utf8)
        let kjent = SQLiteArkiv.Kjentmappe()
        for (index, row) in registreringer.enumerated() {
            if index > 0 { mappe.append(UInt8(ascii: ",")) }
            mappe += try registrering(slag: row.0, row.1, kjent)
        }
        return mappe + "]}".utf8
    }

    /// A journalpost or another registrering.
    func registrering(_ systemID: SystemID) throws -> [UInt8]? {
        try database.first("SELECT slag, innhold FROM registrering WHERE systemID = ?", .text(systemID.rawValue)) {
            ($0.text(0), $0.utf8(1))
        }.map { try registrering(slag: $0.0, $0.1) }
    }

    /// The journal of a day, in the order of the numbers, after a number.
    func journal(_ dato: Dato, after: Journalnummer?, limit: Int) throws -> [(nummer: Journalnummer, post: [UInt8])] {
        let kjent = SQLiteArkiv.Kjentmappe()
        return try database.query(
            """
            SELECT journalaar, journalsekvensnummer, slag, innhold FROM registrering
            WHERE journaldato = ?1 AND (journalaar, journalsekvensnummer) > (?2, ?3)
            ORDER BY journalaar, journalsekvensnummer LIMIT ?4
            """, .text(dato.description), .integer(Int64(after?.journalaar ?? 0)), .integer(Int64(after?.journalsekvensnummer ?? 0)),
            .integer(Int64(limit))
        ) { ($0.int(0), $0.int(1), $0.text(2), $0.utf8(3)) }.map { aar, nummer, slag, innhold in
            (Journalnummer(journalaar: aar, journalsekvensnummer: nummer), try registrering(slag: slag, innhold, kjent))
        }
    }

    /// Objects whose titles or parties have every word, best first, of equals the newest; the last word may be the beginning of one. Of what is
    /// screened, only the words that the reader may see.
    func sok(_ words: String, skip: Int, limit: Int) throws -> [[UInt8]] {
        let terms = words.split { !$0.isLetter && !$0.isNumber }.map { "\"\($0)\"" }
        guard let last = terms.last else { return [] }
        let query = (terms.dropLast() + ["\(last)*"]).joined(separator: " ")
        let page: [SQLValue] = [.text(query), .integer(Int64(limit)), .integer(Int64(skip))]
        let hits = try database.query(
            """
            SELECT systemID, slag FROM (
                SELECT o.id, o.systemID, o.slag, sok.rank AS plass FROM sok JOIN soekeobjekt o ON o.id = sok.rowid
                WHERE sok MATCH ?1 AND \(visible) ORDER BY sok.rowid DESC LIMIT \(limitRanked)
            ) ORDER BY plass, id DESC LIMIT ?2 OFFSET ?3
            """, innsyn.serAlt ? page : page + [.text(innsyn.soekekoder), name(0), name(1)]
        ) { ($0.text(0), $0.text(1)) }
        let kjent = SQLiteArkiv.Kjentmappe()
        return try hits.compactMap { systemID, slag in
            let table = slag == "mappe" ? "mappe" : "registrering"
            let row = try database.first("SELECT slag, innhold FROM \(table) WHERE systemID = ?", .text(systemID)) {
                ($0.text(0), $0.utf8(1))
            }
            guard let (type, innhold) = row else { return nil }
            return try slag == "mappe" ? mappe(slag: type, innhold) : registrering(slag: type, innhold, kjent)
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
    private func mappe(slag: String, _ innhold: [UInt8]) throws -> [UInt8] {
        guard !innsyn.serAlt, StoredObject.mayHide(innhold) else { return StoredObject.typed(slag, innhold) }
        let arkiv = arkiv
        let variant = try StoredObject.mappe(slag: slag, innhold)
        let tilgang = arkiv.tilgang(variant)
        try arkiv.check()
        return StoredObject.typed(slag, innsyn.ser(tilgang) ? innhold : Array(try StoredObject.text(variant.skjermet(tilgang)).utf8))
    }

    /// A registrering as the reader sees it.
    private func registrering(slag: String, _ innhold: [UInt8], _ kjent: SQLiteArkiv.Kjentmappe? = nil) throws -> [UInt8] {
        guard !innsyn.serAlt, StoredObject.mayHide(innhold) else { return StoredObject.typed(slag, innhold) }
        let arkiv = arkiv
        let variant = try StoredObject.registrering(slag: slag, innhold)
        let tilgang = arkiv.tilgang(variant, kjent)
        try arkiv.check()
        return StoredObject.typed(slag, Array(try StoredObject.text(variant.skjermet(tilgang, ser: innsyn.ser)).utf8))
    }
}
