/// What it takes to read a table in an order that depends on its content alone.
struct TableShape: Equatable {
    let table: String
    /// All columns, in the order of the schema.
    let columns: [String]
    /// The columns that tell one row from all others: the primary key, or all of them.
    let key: [String]

    /// The tables with content of their own, by name: not SQLite's, not virtual ones (FTS5) and not what stands behind those, whose
    /// inner structure depends on how writes were batched.
    static func tables(in database: Database) throws -> [String] {
        try database.query(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
        ) { $0.text(0) }
    }

    /// Nil when there is no such table.
    init?(of table: String, in database: Database) throws {
        let columns = try database.query("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", .text(table)) {
            (name: $0.text(0), keyPlace: $0.int(1))
        }
        guard !columns.isEmpty else { return nil }
        self.table = table
        self.columns = columns.map(\.name)
        let key = columns.filter { $0.keyPlace > 0 }.sorted { $0.keyPlace < $1.keyPlace }.map(\.name)
        self.key = key.isEmpty ? self.columns : key
    }

    /// Reads every row: the key's columns first, then the others; ordered byte by byte whatever collation the columns have.
    var select: String {
        let order = key.map { TableShape.quoted($0) + " COLLATE BINARY" }.joined(separator: ", ")
        return "SELECT \(readColumns.map(TableShape.quoted).joined(separator: ", ")) FROM \(TableShape.quoted(table)) ORDER BY \(order)"
    }

    /// The columns in the order of ``select``.
    var readColumns: [String] { key + columns.filter { !key.contains($0) } }

    private static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
}
