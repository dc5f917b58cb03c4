import Contracts
import Domain
import SQLite
import ShardRuntime

/// Full text over titles and parties.
///
/// Objects that nothing protects stand in `sok`, all others in `soklukket`: secret words weigh nothing where everybody searches. Each word stands in
/// the column of what shows it, and a reader's search looks only at the columns that the rule shows of an object: what is hidden is neither found nor
/// counted. A document with a protection of its own has a row beside its registrering's.
struct SearchIndex {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// An object that was found.
    struct Hit {
        let systemID: String
        let erMappe: Bool
    }

    // MARK: - Reading

    /// Which rows are looked at, and in which columns; nil = in all.
    private struct Group {
        var table = "soklukket"
        var columns: String?
        /// What protects the objects; nil: nothing.
        var vern: [Int]?
        /// Whether the reader, a partner, sent them; nil: whoever sent them.
        var isOwn: Bool?
    }

    /// A page of what matches: for a reader who sees everything best first, of equals the newest; for anybody else the newest first.
    ///
    /// How much a word counts depends on every row that has it, also on hidden ones: from the order of objects of one's own it could be told
    /// whether a word stands in something hidden, letter by letter.
    func hits(_ query: String, _ visninger: Visninger, limitRanked: Int, skip: Int, limit: Int) throws -> [Hit] {
        let groups = try groups(visninger)
        guard !groups.isEmpty else { return [] }
        var values: [SQLValue] = [.integer(Int64(limit)), .integer(Int64(skip))]
        let isRanked = visninger.leser.serAlt
        let selects = groups.map { group in
            values.append(.text(group.columns.map { "{\($0)} : (\(query))" } ?? query))
            var sql = """
                FROM \(group.table) JOIN soekeobjekt o ON o.id = \(group.table).rowid WHERE \(group.table) MATCH ?\(values.count)
                """
            if let vern = group.vern {
                values.append(.text("[\(vern.map(String.init).joined(separator: ","))]"))
                sql += " AND o.vern IN (SELECT value FROM json_each(?\(values.count)))"
            }
            if let isOwn = group.isOwn {
                values.append(.text(visninger.leser.partner ?? ""))
                sql += " AND o.partner IS \(isOwn ? "" : "NOT ")?\(values.count)"
            }
            return "SELECT o.id AS id, o.systemID AS systemID, o.slag AS slag, \(isRanked ? "\(group.table).rank" : "0") AS plass \(sql)"
                + " ORDER BY \(group.table).rowid DESC LIMIT \(limitRanked)"
        }
        // An object is found once, by its best row; where one group is looked at, none has two rows in it.
        let all =
            selects.count == 1
            ? selects[0]
            : """
            SELECT systemID, slag, max(id) AS id, min(plass) AS plass
            FROM (\(selects.map { "SELECT * FROM (\($0))" }.joined(separator: " UNION ALL ")))
            GROUP BY systemID, slag ORDER BY id DESC LIMIT \(limitRanked)
            """
        return try database.query(
            "SELECT systemID, slag FROM (\(all)) ORDER BY plass, id DESC LIMIT ?1 OFFSET ?2", values
        ) { Hit(systemID: $0.text(0), erMappe: $0.text(1) == "mappe") }
    }

    private func groups(_ visninger: Visninger) throws -> [Group] {
        var groups: [Group] = []
        if let columns = Self.columns(try visninger.visning(vern: nil)) {
            groups.append(Group(table: "sok", columns: columns.isAll ? nil : columns.names))
        }
        var closed: [Columns: [Int]] = [:]
        for (id, tilgang) in try Kjentvern.of(database) {
            guard let columns = Self.columns(visninger.visning(id, tilgang)) else { continue }
            closed[columns, default: []].append(id)
        }
        for (columns, vern) in closed.sorted(by: { $0.key.names < $1.key.names }) {
            groups.append(Group(columns: columns.isAll ? nil : columns.names, vern: vern))
        }
        guard visninger.leser.partner != nil else { return groups }
        // Of documents a partner finds only what it sent.
        return groups.flatMap { group -> [Group] in
            let names = group.columns ?? (group.table == "sok" ? Self.openColumns : Self.allColumns)
            let others = names.split(separator: " ").filter { $0 != "dokumenter" }.joined(separator: " ")
            if others == names { return [group] }
            var (own, foreign) = (group, group)
            (own.isOwn, foreign.isOwn, foreign.columns) = (true, false, others)
            return [own, foreign]
        }
    }

    private struct Columns: Hashable {
        var names: String
        var isAll: Bool { names == SearchIndex.allColumns }
    }

    private static let openColumns = "ider offentlig tittel dokumenter parter"
    private static let allColumns = "ider offentlig tittel dokumenter parter skjermedeParter"

    /// The columns that show what the reader sees of an object; nil for none.
    private static func columns(_ visning: Visning) -> Columns? {
        switch visning {
        case .hel: return Columns(names: allColumns)
        case .utenDeler(let deler):
            let hidden = (deler.contains(.tittel) ? ["tittel", "dokumenter"] : []) + (deler.contains(.parter) ? ["skjermedeParter"] : [])
            return Columns(names: allColumns.split(separator: " ").filter { !hidden.contains(String($0)) }.joined(separator: " "))
        case .skjermet: return Columns(names: Kontroll.soekekolonner.gjelder ? "ider offentlig" : allColumns)
        case .bareAtDetFinnes: return Columns(names: "ider")
        case .ingenting: return nil
        }
    }

    // MARK: - Writing

    private struct Words {
        var ider: [String?]
        var offentlig: String?
        var titler: [String]
        var dokumenter: [String] = []
        var parter: [String] = []
        var skjermedeParter: [String] = []
    }

    /// Puts a mappe in; in the place of the row with that number, where it had one.
    func put(_ variant: Mappevariant, at id: Int? = nil) throws {
        let mappe = variant.mappe
        let words = Words(
            ider: [mappe.mappeID], offentlig: mappe.offentligTittel, titler: [mappe.tittel] + mappe.noekkelord,
            parter: mappe.part.filter { $0.erSkjermet != true }.map(\.partNavn),
            skjermedeParter: mappe.part.filter { $0.erSkjermet == true }.map(\.partNavn))
        try row(mappe.systemID, "mappe", try Tilgangslager(database).vern(mappe.systemID), mappe.innsendtAv, words, id: id)
    }

    /// Puts a registrering in; in the place of the row with that number, where it had one.
    func put(_ variant: Registreringsvariant, at id: Int? = nil) throws {
        let felles = variant.registrering
        let tilganger = Tilgangslager(database)
        let egne = Dictionary(
            try tilganger.dokumenter(i: felles.systemID.rawValue).map { ($0.dokument, $0.vern) }, uniquingKeysWith: { first, _ in first })
        var words = Words(
            ider: [felles.registreringsID], offentlig: felles.offentligTittel, titler: [felles.tittel] + felles.noekkelord,
            parter: felles.part.filter { $0.erSkjermet != true }.map(\.partNavn)
                + felles.korrespondansepart.filter { $0.erSkjermet != true }.map(\.korrespondansepartNavn),
            skjermedeParter: felles.part.filter { $0.erSkjermet == true }.map(\.partNavn)
                + felles.korrespondansepart.filter { $0.erSkjermet == true }.map(\.korrespondansepartNavn))
        let dokumenter = felles.dokumentbeskrivelse
        words.dokumenter = dokumenter.filter { egne[$0.systemID.rawValue] == nil }.map(\.tittel)
        try row(felles.systemID, "registrering", try tilganger.vern(felles.systemID), felles.innsendtAv, words, id: id)
        for dokument in dokumenter {
            guard let vern = egne[dokument.systemID.rawValue] else { continue }
            // Who sees the document by its own provision need not see what is hidden by itself in the registrering.
            var own = words
            own.skjermedeParter = []
            if variant.egenTilgang.deler.contains(.tittel) { (own.titler, own.dokumenter) = ([], []) }
            own.dokumenter.append(dokument.tittel)
            try row(felles.systemID, "registrering", vern, felles.innsendtAv, own, id: nil)
        }
    }

    /// Takes an object out; the number that it had, so that it keeps its place among the others.
    func clear(_ systemID: SystemID) throws -> Int? {
        let rows = try database.query("SELECT id, vern FROM soekeobjekt WHERE systemID = ? ORDER BY id", .text(systemID.rawValue)) {
            ($0.int(0), $0.isNull(1))
        }
        for (id, isOpen) in rows {
            try database.run("DELETE FROM \(isOpen ? "sok" : "soklukket") WHERE rowid = ?", .integer(Int64(id)))
            try database.run("DELETE FROM soekeobjekt WHERE id = ?", .integer(Int64(id)))
        }
        return rows.first?.0
    }

    private func row(_ systemID: SystemID, _ slag: String, _ vern: Int?, _ partner: String?, _ words: Words, id: Int?) throws {
        try database.run(
            "INSERT INTO soekeobjekt (id, systemID, slag, vern, partner) VALUES (?, ?, ?, ?, ?)", SQLValue(id), .text(systemID.rawValue),
            .text(slag), SQLValue(vern), SQLValue(partner))
        var texts = [words.ider.compactMap(\.self), [words.offentlig].compactMap(\.self), words.titler, words.dokumenter]
        texts += vern == nil ? [words.parter + words.skjermedeParter] : [words.parter, words.skjermedeParter]
        try database.run(
            vern == nil ? Self.insertOpen : Self.insertClosed,
            [.integer(database.lastInsertRowID)] + texts.map { .text($0.joined(separator: "\n")) })
    }

    private static let insertOpen = insert("sok", openColumns)
    private static let insertClosed = insert("soklukket", allColumns)

    /// A row of a table, with its number before its words.
    private static func insert(_ table: String, _ columns: String) -> String {
        let names = columns.split(separator: " ")
        return "INSERT INTO \(table) (rowid, \(names.joined(separator: ", "))) VALUES (?\(String(repeating: ", ?", count: names.count)))"
    }
}
