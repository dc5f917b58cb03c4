import Domain
import SQLite

/// The table in which a following service keeps the municipality of the shard.
public enum FollowedKommune {
    /// Migration 1 of every following service's store.
    public static let migration = Migration(
        number: 1, name: "kommune",
        sql: """
            CREATE TABLE kommune (
                organisasjonsnummer TEXT PRIMARY KEY CHECK (length(organisasjonsnummer) = 9),
                navn TEXT NOT NULL CHECK (navn <> ''),
                fulgtFra TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)

    /// Keeps a municipality.
    public static func insert(_ fulgt: KommuneFulgt, at time: Tidspunkt, into database: Database) throws {
        try database.run(
            "INSERT INTO kommune (organisasjonsnummer, navn, fulgtFra) VALUES (?, ?, ?)", .text(fulgt.kommune.rawValue),
            .text(fulgt.navn), .text(time.description))
    }

    /// The municipality's name; nil before it was taken in.
    public static func navn(in database: Database) throws -> String? {
        try database.first("SELECT navn FROM kommune LIMIT 1") { $0.text(0) }
    }
}
