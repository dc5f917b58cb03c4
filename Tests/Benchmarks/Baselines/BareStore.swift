import Foundation
import SQLite

/// SQLite by itself: the rows that the registry wrote, inserted into empty tables of the same schema.
struct BareStore {
    /// What a message writes; the rest of the store is set-up.
    private static let tables = ["mappe", "registrering", "dokumentbeskrivelse", "soekeobjekt", "sok", "answer"]

    let stores: String

    /// Messages a second when the rows of `rows` messages share a transaction, the stores one after another.
    func run(messagesPerTransaction: Int) throws -> Double {
        var (messages, seconds) = (0, 0.0)
        for name in try FileManager.default.contentsOfDirectory(atPath: stores) where name.hasSuffix(".sqlite") {
            let (count, time) = try copy("\(stores)/\(name)", perTransaction: max(1, messagesPerTransaction))
            messages += count
            seconds += time
        }
        return Double(messages) / max(0.000_001, seconds)
    }

    private func copy(_ path: String, perTransaction: Int) throws -> (messages: Int, seconds: Double) {
        let source = try Database(path: path, access: .readOnly)
        let scratch = "\(path).bare"
        defer { for suffix in ["", "-wal", "-shm"] { _ = unlink(scratch + suffix) } }
        let target = try Database(path: scratch)
        let schema = try source.query(
            """
            SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND (tbl_name IN ('oppsett', 'arkivdel') OR tbl_name IN
            ('mappe', 'registrering', 'dokumentbeskrivelse', 'soekeobjekt', 'sok', 'answer')) ORDER BY type = 'index'
            """
        ) { $0.text(0) }
        for statement in schema { try target.run(statement) }
        try target.execute("PRAGMA foreign_keys = OFF")
        var inserts: [(sql: String, rows: [[SQLValue]])] = []
        for table in Self.tables {
            let columns = table == "sok" ? ["rowid", "tittel", "parter"] : try names(of: table, source)
            let list = columns.joined(separator: ", ")
            let rows = try source.query("SELECT \(list) FROM \(table) ORDER BY \(order(table))") { row in
                columns.indices.map { row.value($0) }
            }
            let places = columns.map { _ in "?" }.joined(separator: ", ")
            inserts.append(("INSERT INTO \(table) (\(list)) VALUES (\(places))", rows))
        }
        let messages = inserts[0].rows.count
        let began = ContinuousClock.now
        for start in stride(from: 0, to: messages, by: perTransaction) {
            try target.begin()
            for index in start..<min(start + perTransaction, messages) {
                for (sql, rows) in inserts {
                    // Tables with two rows a message keep their share; what is left over is not written.
                    let share = max(1, rows.count / max(1, messages))
                    for row in rows.dropFirst(index * share).prefix(share) { try target.run(sql, row) }
                }
            }
            try target.commit()
        }
        return (messages, (ContinuousClock.now - began).inSeconds)
    }

    private func names(of table: String, _ database: Database) throws -> [String] {
        try database.query("SELECT name FROM pragma_table_info(?)", .text(table)) { $0.text(0) }
    }

    private func order(_ table: String) -> String {
        switch table {
        case "mappe": "saksaar, sakssekvensnummer"
        case "registrering": "journalaar, journalsekvensnummer"
        case "answer": "sequence"
        case "dokumentbeskrivelse": "registrering"
        default: "rowid"
        }
    }
}
