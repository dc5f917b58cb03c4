import Domain
import SQLite
import ShardRuntime

/// What protects any object of an archive, kept as long as a connection that only reads: what has once a number keeps it.
final class Kjentvern {
    private var all: [(id: Int, tilgang: Tilgang)] = []

    static func of(_ database: Database) throws -> [(id: Int, tilgang: Tilgang)] {
        // On a connection that writes, a number may be taken back with its transaction.
        guard database.access != .readWrite else { return try Tilgangslager(database).alleVern() }
        let known = database.companions[Kjentvern.self] ?? Kjentvern()
        known.all += try Tilgangslager(database).alleVern(after: known.all.last?.id ?? 0)
        database.companions[Kjentvern.self] = known
        return known.all
    }
}
