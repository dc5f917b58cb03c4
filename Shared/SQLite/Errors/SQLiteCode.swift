import CSQLite

/// SQLite's primary result code. An open list: a newer library may answer with one that has no name here.
public struct SQLiteCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number as in sqlite3.h.
    public let rawValue: Int32

    /// Any code.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Wrong SQL, or a fault without a code of its own.
    public static let error = SQLiteCode(rawValue: SQLITE_ERROR)
    /// Another connection holds the lock, and the busy timeout has passed.
    public static let busy = SQLiteCode(rawValue: SQLITE_BUSY)
    /// The same connection holds a conflicting lock (a statement that is still being read).
    public static let locked = SQLiteCode(rawValue: SQLITE_LOCKED)
    /// A write through a connection, or to a file, that may only be read.
    public static let readOnly = SQLiteCode(rawValue: SQLITE_READONLY)
    /// ``Interrupter/interrupt()`` ended the statement.
    public static let interrupted = SQLiteCode(rawValue: SQLITE_INTERRUPT)
    /// The operating system failed to read or write.
    public static let ioError = SQLiteCode(rawValue: SQLITE_IOERR)
    /// The file is damaged.
    public static let corrupt = SQLiteCode(rawValue: SQLITE_CORRUPT)
    /// The disk, or the largest size allowed to the file, is full.
    public static let full = SQLiteCode(rawValue: SQLITE_FULL)
    /// The file cannot be opened or made.
    public static let cantOpen = SQLiteCode(rawValue: SQLITE_CANTOPEN)
    /// A NOT NULL, CHECK, UNIQUE, PRIMARY KEY or foreign key constraint said no.
    public static let constraint = SQLiteCode(rawValue: SQLITE_CONSTRAINT)
    /// A value of the wrong type for its column.
    public static let mismatch = SQLiteCode(rawValue: SQLITE_MISMATCH)
    /// The module was used wrongly: closed database, nested BEGIN, wrong count of values.
    public static let misuse = SQLiteCode(rawValue: SQLITE_MISUSE)
    /// A text or blob is larger than SQLite takes (10⁹ bytes).
    public static let tooBig = SQLiteCode(rawValue: SQLITE_TOOBIG)
    /// The file is something else than an SQLite database.
    public static let notADatabase = SQLiteCode(rawValue: SQLITE_NOTADB)
    /// No memory left.
    public static let noMemory = SQLiteCode(rawValue: SQLITE_NOMEM)

    /// SQLite's words for the code.
    public var description: String { String(cString: sqlite3_errstr(rawValue)) }
}
