extension Database {
    /// Brings the schema up to the last of the steps, in one transaction: all of them or none.
    ///
    /// - Returns: The steps that were applied now; none when the schema was there already.
    /// - Throws: ``MigrationError``, or ``SQLiteError`` from a step's script.
    @discardableResult
    public func migrate(_ migrations: [Migration]) throws -> [Migration] {
        for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
            throw MigrationError.outOfOrder(number: migration.number)
        }
        return try transaction {
            let applied = try appliedMigrations()
            if applied.count > migrations.count { throw MigrationError.storeIsNewer(found: applied.count, known: migrations.count) }
            for (old, new) in zip(applied, migrations) where old != new {
                throw MigrationError.changedAfterRelease(number: new.number, name: new.name)
            }
            let wanted = Array(migrations.dropFirst(applied.count))
            for migration in wanted { try apply(migration) }
            return wanted
        }
    }

    /// The steps this store has applied, in order; none for a new file.
    public func appliedMigrations() throws -> [Migration] {
        let exists = try first("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'") { _ in true }
        guard exists == true else { return [] }
        return try query("SELECT number, name, sql FROM schema_migration ORDER BY number") {
            Migration(number: $0.int(0), name: $0.text(1), sql: $0.text(2))
        }
    }

    private func apply(_ migration: Migration) throws {
        if migration.number == 1 {
            // The text itself, not a digest: it tells a person what this file's schema really is. No time: stores are compared.
            try execute(
                "CREATE TABLE schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sql TEXT NOT NULL) STRICT")
        }
        try execute(migration.sql)
        guard try inTransaction else { throw MigrationError.endsTransaction(number: migration.number, name: migration.name) }
        try run(
            "INSERT INTO schema_migration VALUES (?, ?, ?)", SQLValue(migration.number), .text(migration.name), .text(migration.sql))
        // For tools that look at the file from outside.
        try execute("PRAGMA user_version = \(migration.number)")
    }
}
