import CSQLite

/// A prepared statement. It belongs to one connection and is kept for the next use of the same SQL.
final class Statement {
    /// A bound value above this size is let go after use instead of staying in memory with the cached statement.
    static let keptBindingLimitBytes = 65_536

    let pointer: OpaquePointer
    let sql: String
    let parameterCount: Int
    /// Taken out of the cache's hands while its rows are read: the same SQL run inside is prepared a second time.
    var isInUse = false
    /// When it was used last, on the cache's own count.
    var lastUse: UInt64 = 0
    /// Where a ``Row`` notes the first column that held something else than the reader asked for.
    let refusedColumn: UnsafeMutablePointer<Int32>
    static let noColumn: Int32 = -1
    private var hasLargeBinding = false

    init(_ sql: String, connection: OpaquePointer, isKept: Bool) throws {
        var sql = sql
        let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        var prepared: OpaquePointer?
        // Whatever stands behind the first statement is a programming fault, and would be left out silently.
        let rest = try sql.withUTF8 { text -> Int in
            try text.withMemoryRebound(to: CChar.self) { chars -> Int in
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(connection, chars.baseAddress, Int32(chars.count), flags, &prepared, &tail)
                guard code == SQLITE_OK else { throw SQLiteError(connection: connection, sql: String(decoding: text, as: UTF8.self)) }
                guard let tail, let start = chars.baseAddress else { return 0 }
                return text.dropFirst(tail - start).count { $0 > 0x20 && $0 != UInt8(ascii: ";") }
            }
        }
        guard let prepared else { throw SQLiteError.misuse("no statement in this SQL", sql: sql) }
        pointer = prepared
        refusedColumn = .allocate(capacity: 1)
        refusedColumn.initialize(to: Statement.noColumn)
        self.sql = sql
        parameterCount = Int(sqlite3_bind_parameter_count(prepared))
        if rest > 0 { throw SQLiteError.misuse("more than one statement; use execute", sql: sql) }
    }

    deinit {
        sqlite3_finalize(pointer)
        refusedColumn.deallocate()
    }

    /// Gives every placeholder its value; the count must be right.
    func bind(_ values: [SQLValue]) throws {
        guard values.count == parameterCount else {
            throw SQLiteError.misuse("\(parameterCount) placeholders, \(values.count) values", sql: sql)
        }
        for index in values.indices {
            let code = bind(values[index], at: Int32(index + 1))
            guard code == SQLITE_OK else { throw failure() }
        }
    }

    private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(pointer, index)
        case .integer(let number): return sqlite3_bind_int64(pointer, index, number)
        case .real(let number): return sqlite3_bind_double(pointer, index, number)
        case .text(var text):
            // SQLite copies into memory it keeps with the statement: no allocation on the second use, and nothing to keep pinned.
            return text.withUTF8 { bytes in
                if bytes.count > Statement.keptBindingLimitBytes { hasLargeBinding = true }
                // A nil pointer would bind NULL.
                guard let start = bytes.baseAddress else { return shim_sqlite3_bind_text(pointer, index, "", 0) }
                return shim_sqlite3_bind_text(pointer, index, start, UInt64(bytes.count))
            }
        case .blob(let blob):
            if blob.count > Statement.keptBindingLimitBytes { hasLargeBinding = true }
            return blob.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress, !bytes.isEmpty else { return sqlite3_bind_zeroblob(pointer, index, 0) }
                return shim_sqlite3_bind_blob(pointer, index, start, UInt64(bytes.count))
            }
        }
    }

    /// The next row; false at the end.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure()
        }
    }

    /// Throws when the reader of the current row asked for something the columns do not hold.
    func checkColumns() throws {
        let column = refusedColumn.pointee
        guard column != Statement.noColumn else { return }
        let name = sqlite3_column_name(pointer, column).map { String(cString: $0) } ?? ""
        throw SQLiteError(extendedCode: SQLITE_MISMATCH, message: "column \(column) (\(name)) holds another type than asked for", sql: sql)
    }

    /// Ends the reading and makes the statement ready for the next use.
    func reset() {
        sqlite3_reset(pointer)
        refusedColumn.pointee = Statement.noColumn
        if hasLargeBinding {
            sqlite3_clear_bindings(pointer)
            hasLargeBinding = false
        }
    }

    private func failure() -> SQLiteError { SQLiteError(connection: sqlite3_db_handle(pointer), sql: sql) }
}
