import CSQLite

/// One row of a result, alive only inside the closure it is handed to (it cannot be copied out).
///
/// Columns count from 0. A column that holds something else than asked for (a NULL read by ``int(_:)``, text read as bytes) is not
/// converted: the row is refused, and the query throws `mismatch` naming the column. `STRICT` tables never come to that.
public struct Row: ~Copyable {
    // Pointers instead of a reference to the statement: reading a column then counts no references, and the optimizer of Swift 6.3.1
    // ends with an internal error where it meets a reference in a type that cannot be copied.
    private let pointer: OpaquePointer
    private let refusedColumn: UnsafeMutablePointer<Int32>

    init(_ statement: Statement) {
        pointer = statement.pointer
        refusedColumn = statement.refusedColumn
    }

    /// How many columns there are.
    public var columnCount: Int { Int(sqlite3_column_count(pointer)) }

    /// The column's name, as the statement says it.
    public func name(_ column: Int) -> String { sqlite3_column_name(pointer, Int32(column)).map { String(cString: $0) } ?? "" }

    /// Whether the column is NULL.
    public func isNull(_ column: Int) -> Bool { type(column) == SQLITE_NULL }

    /// A whole number.
    public func int(_ column: Int) -> Int {
        expect(SQLITE_INTEGER, column)
        return Int(sqlite3_column_int64(pointer, Int32(column)))
    }

    /// A whole number, or nil where NULL.
    public func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }

    /// A whole number that is 0 for false and 1 for true.
    public func bool(_ column: Int) -> Bool { int(column) != 0 }

    /// A number with a fraction; a whole number is one too.
    public func double(_ column: Int) -> Double {
        if type(column) != SQLITE_INTEGER { expect(SQLITE_FLOAT, column) }
        return sqlite3_column_double(pointer, Int32(column))
    }

    /// A number with a fraction, or nil where NULL.
    public func optionalDouble(_ column: Int) -> Double? { isNull(column) ? nil : double(column) }

    /// Text. Bytes that are not UTF-8 (only a foreign program can have put them there) become U+FFFD.
    public func text(_ column: Int) -> String {
        expect(SQLITE_TEXT, column)
        return withText(column) { String(decoding: $0, as: UTF8.self) }
    }

    /// Text, or nil where NULL.
    public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

    /// Text as the bytes it is stored in, not looked at.
    public func utf8(_ column: Int) -> [UInt8] {
        expect(SQLITE_TEXT, column)
        return withText(column) { [UInt8]($0) }
    }

    /// A blob.
    public func bytes(_ column: Int) -> [UInt8] { withBytes(column) { [UInt8]($0) } }

    /// A blob, or nil where NULL.
    public func optionalBytes(_ column: Int) -> [UInt8]? { isNull(column) ? nil : bytes(column) }

    /// A blob where SQLite keeps it, without a copy; the pointer is good inside the closure only.
    public func withBytes<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        expect(SQLITE_BLOB, column)
        let start = sqlite3_column_blob(pointer, Int32(column))
        let count = Int(sqlite3_column_bytes(pointer, Int32(column)))
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    /// Whatever the column holds.
    public func value(_ column: Int) -> SQLValue {
        switch type(column) {
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(pointer, Int32(column)))
        case SQLITE_FLOAT: .real(sqlite3_column_double(pointer, Int32(column)))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .blob(bytes(column))
        default: .null
        }
    }

    /// All columns.
    public func values() -> [SQLValue] { (0..<columnCount).map { value($0) } }

    func withText<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        let start = sqlite3_column_text(pointer, Int32(column))
        let count = Int(sqlite3_column_bytes(pointer, Int32(column)))
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    func type(_ column: Int) -> Int32 { sqlite3_column_type(pointer, Int32(column)) }

    private func expect(_ wanted: Int32, _ column: Int) {
        if type(column) != wanted, refusedColumn.pointee == Statement.noColumn { refusedColumn.pointee = Int32(column) }
    }
}
