import SQLite
import ShardRuntime

/// The schema of a municipality's retention store. Released migrations never change; the migrator refuses a changed one by name.
enum RetentionSchema {
    static let migrations = [
        FollowedKommune.migration, Migration(number: 2, name: "kassasjon", sql: migration0002), Tilgangslager.migration(number: 3),
    ]

    /// Stores from before they knew what protects each object are built anew from the log.
    static let replayedSince = 3

    /// The part of the archive that decides on retention, and the outcome for each object.
    ///
    /// `enhet` holds mapper, registreringer and documents in one table, in the order they came: what belongs together lies together, and a date's list
    /// is one index. `gruppe` is the mappe an object lies in (a mappe's own number; a registrering's own when it lies in none); `start` and the places
    /// (`arkivdel`, `klasse`) stand on the mappe alone, so that moving or closing it is one row. `klasse` is the one that counts: its own
    /// (`egenKlasse`), or that of the nearest mappe around it. `saerskilt` marks what does not simply follow its mappe.
    private static let migration0002 = """
        CREATE TABLE arkivdel (
            id INTEGER PRIMARY KEY,
            systemID TEXT NOT NULL UNIQUE CHECK (length(systemID) = 36),
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}')
        ) STRICT;
        CREATE TABLE klasse (
            id INTEGER PRIMARY KEY,
            systemID TEXT NOT NULL UNIQUE CHECK (length(systemID) = 36),
            overordnet TEXT CHECK (length(overordnet) = 36),
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}')
        ) STRICT;
        CREATE INDEX klasse_overordnet ON klasse (overordnet) WHERE overordnet IS NOT NULL;

        CREATE TABLE enhet (
            id INTEGER PRIMARY KEY,
            systemID TEXT NOT NULL UNIQUE CHECK (length(systemID) = 36),
            slag TEXT NOT NULL CHECK (slag IN ('mappe', 'registrering', 'dokumentbeskrivelse')),
            gruppe INTEGER NOT NULL,
            forelder INTEGER,
            foreldermappe TEXT CHECK (length(foreldermappe) = 36),
            arkivdel TEXT CHECK (length(arkivdel) = 36),
            klasse TEXT CHECK (length(klasse) = 36),
            egenKlasse INTEGER NOT NULL CHECK (egenKlasse IN (0, 1)),
            start TEXT CHECK (start GLOB '????-??-??'),
            saerskilt INTEGER NOT NULL CHECK (saerskilt IN (0, 1)),
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}'),
            tilstand TEXT,
            vedtak TEXT,
            dato TEXT CHECK (dato GLOB '????-??-??'),
            kildeslag TEXT,
            kilde INTEGER,
            vedtatt INTEGER
        ) STRICT;
        CREATE INDEX enhet_gruppe ON enhet (gruppe, id);
        CREATE INDEX enhet_foreldermappe ON enhet (foreldermappe) WHERE foreldermappe IS NOT NULL;
        CREATE INDEX enhet_klasse ON enhet (klasse, id) WHERE klasse IS NOT NULL;
        CREATE INDEX enhet_arkivdel ON enhet (arkivdel, id) WHERE arkivdel IS NOT NULL;
        CREATE INDEX enhet_forfall ON enhet (dato, id) WHERE dato IS NOT NULL;

        CREATE TABLE part (
            gruppe INTEGER NOT NULL,
            noekkel TEXT NOT NULL CHECK (noekkel <> ''),
            PRIMARY KEY (gruppe, noekkel)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX part_noekkel ON part (noekkel, gruppe);

        CREATE TABLE sperre (
            id INTEGER PRIMARY KEY,
            systemID TEXT NOT NULL UNIQUE CHECK (length(systemID) = 36),
            slag TEXT NOT NULL CHECK (slag IN ('mappe', 'klasse', 'part')),
            noekkel TEXT NOT NULL,
            staar INTEGER NOT NULL CHECK (staar IN (0, 1)),
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}')
        ) STRICT;
        CREATE INDEX sperre_staar ON sperre (slag, noekkel) WHERE staar = 1;

        CREATE TABLE omberegning (
            id INTEGER PRIMARY KEY,
            systemID TEXT NOT NULL UNIQUE CHECK (length(systemID) = 36),
            omfang TEXT NOT NULL CHECK (omfang GLOB '{*}'),
            posisjon TEXT CHECK (posisjon GLOB '{*}'),
            startet TEXT NOT NULL,
            ferdig TEXT,
            vurdert INTEGER NOT NULL,
            endret INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX omberegning_paagaar ON omberegning (id) WHERE ferdig IS NULL;

        CREATE TABLE sloeyfe (
            id INTEGER PRIMARY KEY,
            oppdaget TEXT NOT NULL,
            innhold TEXT NOT NULL CHECK (innhold GLOB '[[]*]')
        ) STRICT;
        """
}
