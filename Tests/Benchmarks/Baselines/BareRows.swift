import Foundation
import SQLite

/// SQLite by itself: every row of finished stores, inserted table by table into new files of the same schema, indexes and full text included.
struct BareRows {
    /// The folder with the stores.
    let stores: String
    /// Where the copies are made and taken away again.
    let scratch: String

    /// What it took for all stores, one after another.
    struct Result {
        var seconds = 0.0
        /// Of the processor: what other programs do beside it does not show here.
        var processorSeconds = 0.0
    }

    /// Inserts everything, the rows of so many commits in a transaction.
    ///
    /// Connection, statements, foreign keys and what a transaction survives are as the service has them; the rows lie ready in memory.
    func run(commitsPerTransaction: Int) throws -> Result {
        var result = Result()
        for name in try FileManager.default.contentsOfDirectory(atPath: stores).sorted() where name.hasSuffix(".sqlite") {
            try copy("\(stores)/\(name)", commitsPerTransaction, &result)
        }
        return result
    }

    private struct Insert {
        let sql: String
        let rows: [[SQLValue]]
    }

    private func copy(_ path: String, _ commitsPerTransaction: Int, _ result: inout Result) throws {
        let source = try Database(path: path, access: .readOnly)
        let file = "\(scratch)/bare-\(UUID().uuidString).sqlite"
        defer { for suffix in ["", "-wal", "-shm"] { _ = unlink(file + suffix) } }
        let target = try Database(path: file, durability: .walNormal, autocheckpointPages: 4_000)
        let inserts = try schema(of: source, into: target)
        let commits = try source.first("SELECT next_sequence FROM shard") { $0.int(0) } ?? 0
        let rows = inserts.reduce(0) { $0 + $1.rows.count }
        let perTransaction = max(1, rows * commitsPerTransaction / max(1, commits))
        let (began, processorBegan) = (ContinuousClock.now, Self.processorSeconds)
        var inTransaction = 0
        try target.begin()
        for insert in inserts {
            for row in insert.rows {
                try target.run(insert.sql, row)
                inTransaction += 1
                guard inTransaction == perTransaction else { continue }
                try target.commit()
                try target.begin()
                inTransaction = 0
            }
        }
        try target.commit()
        result.seconds += (ContinuousClock.now - began).inSeconds
        result.processorSeconds += Self.processorSeconds - processorBegan
        target.close()
    }

    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Makes the tables and the indexes, and reads the rows that belong in them; tables that others refer to come first, as they were made.
    private func schema(of source: Database, into target: Database) throws -> [Insert] {
        let made = try source.query(
            """
            SELECT s.name, s.sql, coalesce(t.type, 'index') FROM sqlite_schema s
            LEFT JOIN pragma_table_list t ON t.schema = 'main' AND t.name = s.name AND s.type = 'table'
            WHERE s.sql IS NOT NULL AND coalesce(t.type, '') <> 'shadow' ORDER BY s.rowid
            """
        ) { (name: $0.text(0), sql: $0.text(1), type: $0.text(2)) }
        for part in made { try target.run(part.sql) }
        return try made.filter { $0.type != "index" }.map { table in
            var columns = try source.query("SELECT name FROM pragma_table_info(?)", .text(table.name)) { $0.text(0) }
            if table.type == "virtual" { columns.insert("rowid", at: 0) }
            let list = columns.joined(separator: ", ")
            let rows = try source.query("SELECT \(list) FROM \(table.name)") { $0.values() }
            let places = columns.map { _ in "?" }.joined(separator: ", ")
            return Insert(sql: "INSERT INTO \(table.name) (\(list)) VALUES (\(places))", rows: rows)
        }
    }
}
