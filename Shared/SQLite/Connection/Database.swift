import CSQLite

/// One connection to one SQLite file.
///
/// A connection has one owner at a time: it is opened without SQLite's mutexes and is not `Sendable`. Keep it in an actor or hand it
/// over with `sending`. Every call blocks for as long as the disk takes.
public final class Database {
    /// Where the file is; `:memory:` for a database that ends with the connection.
    public let path: String
    /// What this connection may do.
    public let access: Access
    /// Whatever its owner wants to live as long as the connection: caches of what the file says. Not used by this module.
    public var companions = Companions()
    /// Ends a running statement from elsewhere.
    public let interrupter: Interrupter
    let statements: StatementCache
    private var handle: OpaquePointer?

    /// Opens the file, or makes it when `access` is `.readWrite` and there is none. Its directory must exist.
    ///
    /// - Parameters:
    ///   - durability: What a commit survives. Readers ignore it.
    ///   - busyTimeoutMilliseconds: How long to wait for another connection's lock before `busy` is thrown.
    ///   - pageCacheLimitKibibytes: The most memory for pages of the file.
    ///   - autocheckpointPages: After how many pages in the write-ahead log a commit carries them over to the file; 0 for never.
    ///     Readers never do: SQLite before 3.51.3 can damage the file when two connections checkpoint at once.
    ///   - statementCacheLimit: The most prepared statements kept.
    /// - Throws: ``SQLiteError``: `cantOpen` when there is no such file or directory, `notADatabase` when it is something else.
    public init(
        path: String, access: Access = .readWrite, durability: Durability = .walFull, busyTimeoutMilliseconds: Int = 5_000,
        pageCacheLimitKibibytes: Int = 8_192, autocheckpointPages: Int = 1_000, statementCacheLimit: Int = 128
    ) throws {
        _ = Database.isConfigured
        if access == .readWrite { PrivateDatabaseFile.prepare(path) }
        let flags = access == .readWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            let error = SQLiteError(
                extendedCode: code, message: "\(opened.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory"): \(path)")
            sqlite3_close_v2(opened)
            throw error
        }
        self.path = path
        self.access = access
        handle = opened
        interrupter = Interrupter(opened)
        statements = StatementCache(limit: statementCacheLimit)
        sqlite3_busy_timeout(opened, Int32(clamping: busyTimeoutMilliseconds))
        try configure(
            durability: durability, pageCacheLimitKibibytes: pageCacheLimitKibibytes, autocheckpointPages: autocheckpointPages)
    }

    deinit { close() }

    /// Ends the connection; what is called afterwards throws `misuse`. An open transaction is rolled back.
    public func close() {
        guard let open = handle else { return }
        interrupter.disconnect()
        statements.removeAll()
        handle = nil
        sqlite3_close_v2(open)
    }

    /// The open connection.
    var connection: OpaquePointer {
        get throws {
            guard let handle else { throw SQLiteError.misuse("the database is closed") }
            return handle
        }
    }

    /// What holds for the whole process, settled before the first connection; afterwards SQLite refuses it, and works as well without.
    private static let isConfigured = shim_sqlite3_no_memory_count() == SQLITE_OK

    private func configure(durability: Durability, pageCacheLimitKibibytes: Int, autocheckpointPages: Int) throws {
        let connection = try connection
        try execute(
            """
            PRAGMA trusted_schema = 0; PRAGMA cell_size_check = 1; PRAGMA foreign_keys = ON;
            PRAGMA cache_size = -\(max(pageCacheLimitKibibytes, 64));
            """)
        switch access {
        case .readWrite:
            // This reads the file: from here on it is known to be a database.
            let mode = try first("PRAGMA journal_mode = WAL") { $0.text(0) }
            guard mode == "wal" || path == ":memory:" else {
                throw SQLiteError.misuse("no write-ahead log here (journal mode \(mode ?? "unknown"))")
            }
            try execute("PRAGMA synchronous = \(durability.synchronous); PRAGMA wal_autocheckpoint = \(max(autocheckpointPages, 0))")
        case .readOnly:
            try execute("PRAGMA query_only = 1; PRAGMA wal_autocheckpoint = 0; PRAGMA schema_version")
            // The last one to close must not checkpoint either.
            shim_sqlite3_db_flag(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        }
        // No SQL, not even one that got in from outside, may damage the file.
        shim_sqlite3_db_flag(connection, SQLITE_DBCONFIG_DEFENSIVE, 1)
    }
}
