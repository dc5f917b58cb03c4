import Contracts
import Domain
import SQLite

/// Applies what was stored, and what reading it again showed, to the list of a municipality's files.
enum FixityProjections {
    /// One row per file, whoever's document it is. Moments are milliseconds since 1970; a file counts as checked when it was stored, for then
    /// its bytes were hashed.
    static let migration0003 = """
        CREATE TABLE lagretfil (
            sjekksum TEXT PRIMARY KEY CHECK (length(sjekksum) = 64),
            filstoerrelse INTEGER NOT NULL CHECK (filstoerrelse >= 0),
            lagret INTEGER NOT NULL,
            kontrollert INTEGER NOT NULL,
            antallKontroller INTEGER NOT NULL,
            skade TEXT CHECK (skade GLOB '{*}'),
            skadet INTEGER,
            CHECK ((skade IS NULL) = (skadet IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX lagretfilEtterKontroll ON lagretfil (kontrollert);
        CREATE INDEX lagretfilSkadet ON lagretfil (skadet) WHERE skadet IS NOT NULL;
        """

    /// A file came; one that was there before is the same file.
    static func stored(_ sjekksum: String, _ filstoerrelse: Int64, _ time: Tidspunkt, in database: Database) throws {
        try database.run(
            """
            INSERT INTO lagretfil (sjekksum, filstoerrelse, lagret, kontrollert, antallKontroller) VALUES (?1, ?2, ?3, ?3, 0)
            ON CONFLICT DO NOTHING
            """, .text(sjekksum), .integer(filstoerrelse), .integer(time.milliseconds))
    }

    static func apply(_ event: FiksitetKontrollert, to database: Database) throws {
        for sjekksum in event.hele + event.skadde {
            try database.run(
                "UPDATE lagretfil SET kontrollert = ?2, antallKontroller = antallKontroller + 1 WHERE sjekksum = ?1", .text(sjekksum),
                .integer(event.avsluttetDato.milliseconds))
        }
    }

    static func apply(_ event: FilSkadet, to database: Database) throws {
        try database.run(
            "UPDATE lagretfil SET skade = ?2, skadet = ?3 WHERE sjekksum = ?1", .text(event.sjekksum),
            .text(try JSONBytes.text(event.skade)),
            .integer(event.oppdagetDato.milliseconds))
    }

    static func apply(_ event: FilGjenopprettet, to database: Database) throws {
        try database.run("UPDATE lagretfil SET skade = NULL, skadet = NULL WHERE sjekksum = ?", .text(event.sjekksum))
    }
}
