import CSQLite

extension Database {
    /// Runs a script of any number of statements without values; rows they yield are thrown away.
    public func execute(_ sql: String) throws {
        let connection = try connection
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else {
            throw SQLiteError(connection: connection, sql: sql)
        }
    }

    /// Runs one statement; `?` placeholders take the values in order.
    ///
    /// - Returns: How many rows an INSERT, UPDATE or DELETE changed, without those of triggers and cascades; 0 for all else.
    @discardableResult
    public func run(_ sql: String, _ values: SQLValue...) throws -> Int { try run(sql, values) }

    /// Runs one statement; `?` placeholders take the values in order. Returns how many rows it changed.
    @discardableResult
    public func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        let connection = try connection
        // The count of changes stays from the statement before when this one changes nothing.
        let before = sqlite3_total_changes64(connection)
        try withStatement(sql, values) { statement in
            while try statement.step() {}
        }
        return sqlite3_total_changes64(connection) == before ? 0 : Int(sqlite3_changes64(connection))
    }

    /// All rows of one statement, each made into something by `row`.
    public func query<T>(_ sql: String, _ values: SQLValue..., row: (borrowing Row) throws -> T) throws -> [T] {
        try query(sql, values, row: row)
    }

    /// All rows of one statement, each made into something by `row`.
    public func query<T>(_ sql: String, _ values: [SQLValue], row: (borrowing Row) throws -> T) throws -> [T] {
        var result: [T] = []
        try forEach(sql, values) { result.append(try row($0)) }
        return result
    }

    /// The first row of one statement, made into something by `row`; nil when there is none.
    public func first<T>(_ sql: String, _ values: SQLValue..., row: (borrowing Row) throws -> T) throws -> T? {
        try first(sql, values, row: row)
    }

    /// The first row of one statement, made into something by `row`; nil when there is none.
    public func first<T>(_ sql: String, _ values: [SQLValue], row: (borrowing Row) throws -> T) throws -> T? {
        try withStatement(sql, values) { statement in
            guard try statement.step() else { return nil }
            let result = try row(Row(statement))
            try statement.checkColumns()
            return result
        }
    }

    /// Hands over each row of one statement as it is read, so that a result may be larger than memory.
    public func forEach(_ sql: String, _ values: SQLValue..., row: (borrowing Row) throws -> Void) throws {
        try forEach(sql, values, row: row)
    }

    /// Hands over each row of one statement as it is read, so that a result may be larger than memory.
    public func forEach(_ sql: String, _ values: [SQLValue], row: (borrowing Row) throws -> Void) throws {
        try withStatement(sql, values) { statement in
            while try statement.step() {
                try row(Row(statement))
                try statement.checkColumns()
            }
        }
    }

    /// The rowid of the last row this connection inserted.
    public var lastInsertRowID: Int64 {
        get throws { sqlite3_last_insert_rowid(try connection) }
    }

    func withStatement<T>(_ sql: String, _ values: [SQLValue], _ body: (Statement) throws -> T) throws -> T {
        let statement = try statements.take(sql, connection: try connection)
        defer { statements.putBack(statement) }
        try statement.bind(values)
        return try body(statement)
    }
}
