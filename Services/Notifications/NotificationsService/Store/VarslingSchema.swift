import SQLite
import ShardRuntime

/// The tables of subscriptions and hendelser.
enum VarslingSchema {
    static let migrations = [Migration(number: 2, name: "varsling", sql: tables)]
    /// Stores from before they knew what protects each object are built anew from the log.
    static let replayedSince = 6
    /// After those of delivery, which came before: what protects what stands in `tilgang` alone.
    static let laterMigrations = [
        Tilgangslager.migration(number: 5),
        Migration(
            number: 6, name: "ettledd",
            sql: "ALTER TABLE varslingssak DROP COLUMN skjerming; ALTER TABLE varslingspost DROP COLUMN skjerming;"),
        Migration(
            number: 7, name: "offentligTittel",
            sql: """
                -- Titles for the public that were given after something had been told: they are told instead of those.
                CREATE TABLE offentligTittel (
                    objekt TEXT PRIMARY KEY CHECK (length(objekt) = 36),
                    tittel TEXT
                ) STRICT, WITHOUT ROWID;
                """),
    ]

    private static let tables = """
        -- What is known of cases and registreringer, as the facts have told it.
        CREATE TABLE varslingssak (
            systemID TEXT PRIMARY KEY,
            mappeID TEXT NOT NULL,
            skjerming TEXT,
            innhold TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX varslingssak_mappeID ON varslingssak (mappeID);
        CREATE TABLE varslingspost (
            systemID TEXT PRIMARY KEY,
            skjerming TEXT,
            innhold TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- What other services told of objects that the registry's log has not brought yet.
        CREATE TABLE utsattHendelse (
            id TEXT PRIMARY KEY,
            objekt TEXT NOT NULL,
            rekkefoelge INTEGER NOT NULL UNIQUE,
            innhold TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX utsattHendelse_objekt ON utsattHendelse (objekt, rekkefoelge);

        -- Letters that wait for an answer, by the date it is due. sisteDager: the last reminder given, 0 = at the date.
        CREATE TABLE frist (
            journalpost TEXT PRIMARY KEY REFERENCES varslingspost (systemID),
            forfallsdato TEXT NOT NULL CHECK (length(forfallsdato) = 10),
            sisteDager INTEGER CHECK (sisteDager >= 0)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX frist_ventende ON frist (forfallsdato) WHERE sisteDager IS NULL OR sisteDager > 0;

        -- What happened, once; feeds are read out of it by key. nummer is the cursor of every feed.
        CREATE TABLE hendelse (
            nummer INTEGER PRIMARY KEY CHECK (nummer > 0),
            tid INTEGER NOT NULL,
            saksmappe TEXT,
            registrering TEXT,
            innhold TEXT NOT NULL
        ) STRICT;
        CREATE TABLE hendelsesnoekkel (
            noekkel TEXT NOT NULL,
            nummer INTEGER NOT NULL REFERENCES hendelse (nummer),
            PRIMARY KEY (noekkel, nummer)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX hendelsesnoekkel_nummer ON hendelsesnoekkel (nummer);
        CREATE TABLE hendelsesteller (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            siste INTEGER NOT NULL,
            fjernetTil INTEGER NOT NULL
        ) STRICT;
        INSERT INTO hendelsesteller (id, siste, fjernetTil) VALUES (1, 0, 0);

        -- fjernetTil: the last hendelse of this very feed that is no longer kept.
        CREATE TABLE abonnement (
            systemID TEXT PRIMARY KEY,
            eierslag TEXT NOT NULL CHECK (eierslag IN ('person', 'rolle', 'system')),
            eier TEXT NOT NULL CHECK (eier <> ''),
            levering TEXT NOT NULL CHECK (levering IN ('sse', 'webhook', 'epost')),
            innhold TEXT NOT NULL,
            lestTil INTEGER NOT NULL DEFAULT 0,
            lestEnkelte TEXT NOT NULL DEFAULT '[]',
            fjernetTil INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX abonnement_eier ON abonnement (eierslag, eier, systemID);
        CREATE INDEX abonnement_levering ON abonnement (levering, systemID);
        CREATE TABLE abonnementsnoekkel (
            noekkel TEXT NOT NULL,
            abonnement TEXT NOT NULL REFERENCES abonnement (systemID),
            PRIMARY KEY (noekkel, abonnement)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX abonnementsnoekkel_abonnement ON abonnementsnoekkel (abonnement);
        """
}
