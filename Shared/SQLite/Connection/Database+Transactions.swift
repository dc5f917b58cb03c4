import CSQLite

extension Database {
    /// Whether a transaction is open.
    public var inTransaction: Bool {
        get throws { sqlite3_get_autocommit(try connection) == 0 }
    }

    /// Opens a transaction that may write from the start (`BEGIN IMMEDIATE`), waiting for another writer up to the busy timeout.
    public func begin() throws { try run("BEGIN IMMEDIATE") }

    /// Keeps the transaction; when this throws, it is still open unless ``inTransaction`` says otherwise: roll it back.
    public func commit() throws { try run("COMMIT") }

    /// Gives the transaction up. Nothing happens when none is open: SQLite rolls back by itself after some faults (a full disk).
    public func rollback() throws {
        if try inTransaction { try run("ROLLBACK") }
    }

    /// Runs `body` in a transaction: kept when it returns, given up when it throws.
    @discardableResult
    public func transaction<T>(_ body: () throws -> T) throws -> T {
        try begin()
        do {
            let result = try body()
            try commit()
            return result
        } catch {
            // The first error is the one that matters; closing the connection gives up whatever is left.
            try? rollback()
            throw error
        }
    }

    /// Runs `body` so that everything it reads comes from one and the same committed state.
    @discardableResult
    public func readTransaction<T>(_ body: () throws -> T) throws -> T {
        guard try !inTransaction else { return try body() }
        try run("BEGIN")
        // It has nothing to keep; a failing end leaves a transaction that the next BEGIN reports.
        defer { try? rollback() }
        return try body()
    }

    /// Runs `body` in a savepoint of the open transaction: its effects stay when it returns, and are undone when it throws. The
    /// transaction itself goes on. Savepoints nest. Without an open transaction it is one.
    @discardableResult
    public func savepoint<T>(_ body: () throws -> T) throws -> T {
        guard try inTransaction else { return try transaction(body) }
        // One name for all: RELEASE and ROLLBACK TO mean the innermost.
        try run("SAVEPOINT inner_savepoint")
        do {
            let result = try body()
            try run("RELEASE inner_savepoint")
            return result
        } catch {
            // After a full disk or an I/O fault SQLite has already rolled back everything, savepoints included.
            guard try inTransaction else { throw error }
            try run("ROLLBACK TO inner_savepoint")
            try run("RELEASE inner_savepoint")
            throw error
        }
    }
}
