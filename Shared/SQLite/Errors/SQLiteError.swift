import CSQLite

/// Why SQLite, or this module, said no. It never holds bound values, so it may be logged.
public struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The primary result code.
    public let code: SQLiteCode
    /// The extended result code, for example 2067 for a UNIQUE constraint; equal to the primary one where there is none.
    public let extendedCode: Int32
    /// SQLite's own words, for example `UNIQUE constraint failed: mappe.systemID`.
    public let message: String
    /// The statement with its placeholders; nil outside statements.
    public let sql: String?

    init(extendedCode: Int32, message: String, sql: String? = nil) {
        code = SQLiteCode(rawValue: extendedCode & 0xff)
        self.extendedCode = extendedCode
        self.message = message
        self.sql = sql
    }

    /// The last fault of a connection.
    init(connection: OpaquePointer?, sql: String? = nil) {
        self.init(
            extendedCode: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)), sql: sql)
    }

    /// A fault in how this module was called.
    static func misuse(_ message: String, sql: String? = nil) -> SQLiteError {
        SQLiteError(extendedCode: SQLITE_MISUSE, message: message, sql: sql)
    }

    /// No room: nothing of the transaction was kept, and trying again helps only once there is room.
    public var isDiskFull: Bool { code == .full || extendedCode == shim_IOERR_WRITE || extendedCode == shim_IOERR_SHMSIZE }

    /// The file is not what it should be: set it aside and build the store again from the log.
    public var isDamaged: Bool { code == .corrupt || code == .notADatabase || extendedCode == shim_IOERR_SHORT_READ }

    /// Whoever wrote last was cut short before the file had its write-ahead log, and only a writing connection can undo what it began.
    public var needsWriter: Bool { extendedCode == shim_READONLY_ROLLBACK }

    /// A UNIQUE or PRIMARY KEY constraint said no.
    public var isDuplicate: Bool {
        extendedCode == shim_CONSTRAINT_UNIQUE || extendedCode == shim_CONSTRAINT_PRIMARYKEY
            || extendedCode == shim_CONSTRAINT_ROWID
    }

    /// Code, words and statement on one line.
    public var description: String {
        "SQLite \(extendedCode) (\(code)): \(message)" + (sql.map { " in: \($0)" } ?? "")
    }
}
