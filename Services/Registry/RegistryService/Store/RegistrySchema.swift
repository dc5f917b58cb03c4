import SQLite
import ShardRuntime

/// The schema of a municipality's registry. Released migrations never change; the migrator refuses a changed one by name.
enum RegistrySchema {
    static let migrations = [
        Migration(number: 1, name: "arkiv", sql: migration0001),
        Migration(number: 2, name: "sok", sql: migration0002),
        Migration(number: 3, name: "innsyn", sql: migration0003), Tilgangslager.migration(number: 4),
        Migration(number: 5, name: "visning", sql: migration0005),
        Migration(number: 6, name: "publisering", sql: migration0006),
        Migration(number: 7, name: "tilgangsgjengivelse", sql: migration0007),
    ]

    /// Stores from before they knew what protects each object, and what of it lists show, are built anew from the log.
    static let replayedSince = 7

    /// The archive: each object whole as JSON in `innhold`, and beside it what is looked up, ordered or must be unique.
    ///
    /// mappe and registrering have a rowid: rows stand in the order they came, several to a page. As WITHOUT ROWID each would be put at a
    /// random place of the key's tree, its content on a page of its own (three times the processor time, twice the file).
    private static let migration0001 = """
        CREATE TABLE oppsett (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            versjon INTEGER NOT NULL
        ) STRICT;
        INSERT INTO oppsett (id, versjon) VALUES (1, 0);

        CREATE TABLE kommune (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}')
        ) STRICT;
        CREATE TABLE administrativEnhet (
            rekkefoelge INTEGER PRIMARY KEY,
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}')
        ) STRICT;
        CREATE TABLE regel (
            navn TEXT PRIMARY KEY,
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}')
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE kodeliste (
            navn TEXT PRIMARY KEY,
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}')
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE arkiv (
            systemID TEXT PRIMARY KEY CHECK (length(systemID) = 36),
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}')
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE arkivdel (
            rekkefoelge INTEGER PRIMARY KEY,
            systemID TEXT NOT NULL UNIQUE CHECK (length(systemID) = 36),
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}')
        ) STRICT;
        CREATE TABLE klassifikasjonssystem (
            rekkefoelge INTEGER PRIMARY KEY,
            systemID TEXT NOT NULL UNIQUE CHECK (length(systemID) = 36),
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}')
        ) STRICT;
        CREATE TABLE klasse (
            systemID TEXT PRIMARY KEY CHECK (length(systemID) = 36),
            klassifikasjonssystem TEXT NOT NULL REFERENCES klassifikasjonssystem (systemID),
            klasseID TEXT NOT NULL CHECK (klasseID <> ''),
            inneholder TEXT CHECK (inneholder IN ('klasser', 'mapper', 'registreringer')),
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}'),
            UNIQUE (klassifikasjonssystem, klasseID)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE mappe (
            systemID TEXT NOT NULL PRIMARY KEY CHECK (length(systemID) = 36),
            slag TEXT NOT NULL CHECK (slag IN ('mappe', 'saksmappe', 'moetemappe')),
            mappeID TEXT NOT NULL UNIQUE,
            saksaar INTEGER CHECK (saksaar BETWEEN 1000 AND 9999),
            sakssekvensnummer INTEGER CHECK (sakssekvensnummer > 0),
            arkivdel TEXT NOT NULL REFERENCES arkivdel (systemID),
            erAapen INTEGER NOT NULL CHECK (erAapen IN (0, 1)),
            fagsystem TEXT,
            noekkel TEXT,
            inneholder TEXT CHECK (inneholder IN ('mapper', 'registreringer')),
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}'),
            UNIQUE (saksaar, sakssekvensnummer),
            UNIQUE (fagsystem, noekkel),
            CHECK ((slag = 'saksmappe') = (sakssekvensnummer IS NOT NULL)),
            CHECK ((fagsystem IS NULL) = (noekkel IS NULL))
        ) STRICT;
        CREATE INDEX mappe_aapen ON mappe (arkivdel) WHERE erAapen = 1;

        CREATE TABLE registrering (
            systemID TEXT NOT NULL PRIMARY KEY CHECK (length(systemID) = 36),
            slag TEXT NOT NULL CHECK (slag IN ('registrering', 'journalpost', 'arkivnotat', 'moeteregistrering')),
            mappe TEXT REFERENCES mappe (systemID),
            registreringsID TEXT UNIQUE,
            journalaar INTEGER CHECK (journalaar BETWEEN 1000 AND 9999),
            journalsekvensnummer INTEGER CHECK (journalsekvensnummer > 0),
            journalpostnummer INTEGER CHECK (journalpostnummer > 0),
            journaldato TEXT CHECK (journaldato GLOB '????-??-??'),
            fagsystem TEXT,
            noekkel TEXT,
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}'),
            UNIQUE (journalaar, journalsekvensnummer),
            UNIQUE (mappe, journalpostnummer),
            UNIQUE (fagsystem, noekkel),
            CHECK ((slag = 'journalpost') = (journalsekvensnummer IS NOT NULL)),
            CHECK ((slag = 'journalpost') = (journaldato IS NOT NULL)),
            CHECK ((fagsystem IS NULL) = (noekkel IS NULL))
        ) STRICT;
        CREATE INDEX registrering_mappe ON registrering (mappe);
        CREATE INDEX registrering_journal ON registrering (journaldato, journalaar, journalsekvensnummer) WHERE journaldato IS NOT NULL;

        CREATE TABLE dokumentbeskrivelse (
            systemID TEXT PRIMARY KEY CHECK (length(systemID) = 36),
            registrering TEXT NOT NULL REFERENCES registrering (systemID),
            dokumentnummer INTEGER NOT NULL CHECK (dokumentnummer > 0),
            fagsystem TEXT,
            noekkel TEXT,
            UNIQUE (registrering, dokumentnummer),
            UNIQUE (fagsystem, noekkel)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE nummerserie (
            serie TEXT PRIMARY KEY,
            siste INTEGER NOT NULL CHECK (siste > 0)
        ) STRICT, WITHOUT ROWID;
        """

    /// Full text over titles and parties; `soekeobjekt` says what each row is about.
    private static let migration0002 = """
        CREATE TABLE soekeobjekt (
            id INTEGER PRIMARY KEY,
            systemID TEXT NOT NULL UNIQUE,
            slag TEXT NOT NULL CHECK (slag IN ('mappe', 'registrering'))
        ) STRICT;
        CREATE VIRTUAL TABLE sok USING fts5 (tittel, parter, tokenize = "unicode61 remove_diacritics 0", prefix = '2 3');
        """

    /// Who may find a row: everybody (`alle`), or those who may see the object (`skjermet`) and everybody else (`offentlig`), each their own.
    private static let migration0003 = """
        DROP TABLE soekeobjekt;
        DELETE FROM sok;
        CREATE TABLE soekeobjekt (
            id INTEGER PRIMARY KEY,
            systemID TEXT NOT NULL,
            slag TEXT NOT NULL CHECK (slag IN ('mappe', 'registrering')),
            visning TEXT NOT NULL CHECK (visning IN ('alle', 'skjermet', 'offentlig')),
            noekkel TEXT,
            deltakere TEXT,
            UNIQUE (systemID, visning),
            CHECK ((visning = 'alle') = (noekkel IS NULL)),
            CHECK ((visning = 'alle') = (deltakere IS NULL))
        ) STRICT;
        """

    /// What lists show of an object where it is not all that is stored; the search index by what shows each word (`SearchIndex`).
    private static let migration0005 = """
        ALTER TABLE mappe ADD COLUMN liste TEXT CHECK (liste GLOB '{*}');
        ALTER TABLE mappe ADD COLUMN partner TEXT;
        ALTER TABLE registrering ADD COLUMN partner TEXT;
        ALTER TABLE registrering ADD COLUMN liste TEXT CHECK (liste GLOB '{*}');
        DROP TABLE soekeobjekt;
        DROP TABLE sok;
        CREATE TABLE soekeobjekt (
            id INTEGER PRIMARY KEY,
            systemID TEXT NOT NULL,
            slag TEXT NOT NULL CHECK (slag IN ('mappe', 'registrering')),
            vern INTEGER REFERENCES vern (id),
            partner TEXT
        ) STRICT;
        CREATE INDEX soekeobjekt_systemID ON soekeobjekt (systemID);
        CREATE VIRTUAL TABLE sok USING fts5 (
            ider, offentlig, tittel, dokumenter, parter, tokenize = "unicode61 remove_diacritics 0", prefix = '2 3');
        CREATE VIRTUAL TABLE soklukket USING fts5 (
            ider, offentlig, tittel, dokumenter, parter, skjermedeParter,
            tokenize = "unicode61 remove_diacritics 0", prefix = '2 3');
        """

    /// Drafts have no journaldato; what the public has been told, the policy it is told by, and what may have come to differ from it.
    ///
    /// SQLite cannot take a CHECK away: the table is made anew, and with it the one that refers to it.
    private static let migration0006 = """
        CREATE TABLE nyRegistrering (
            systemID TEXT NOT NULL PRIMARY KEY CHECK (length(systemID) = 36),
            slag TEXT NOT NULL CHECK (slag IN ('registrering', 'journalpost', 'arkivnotat', 'moeteregistrering')),
            mappe TEXT REFERENCES mappe (systemID),
            registreringsID TEXT UNIQUE,
            journalaar INTEGER CHECK (journalaar BETWEEN 1000 AND 9999),
            journalsekvensnummer INTEGER CHECK (journalsekvensnummer > 0),
            journalpostnummer INTEGER CHECK (journalpostnummer > 0),
            journaldato TEXT CHECK (journaldato GLOB '????-??-??'),
            fagsystem TEXT,
            noekkel TEXT,
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}'),
            partner TEXT,
            liste TEXT CHECK (liste GLOB '{*}'),
            UNIQUE (journalaar, journalsekvensnummer),
            UNIQUE (mappe, journalpostnummer),
            UNIQUE (fagsystem, noekkel),
            CHECK ((slag = 'journalpost') = (journalsekvensnummer IS NOT NULL)),
            CHECK (slag = 'journalpost' OR journaldato IS NULL),
            CHECK ((fagsystem IS NULL) = (noekkel IS NULL))
        ) STRICT;
        INSERT INTO nyRegistrering (rowid, systemID, slag, mappe, registreringsID, journalaar, journalsekvensnummer, journalpostnummer,
            journaldato, fagsystem, noekkel, innhold, partner, liste)
        SELECT rowid, systemID, slag, mappe, registreringsID, journalaar, journalsekvensnummer, journalpostnummer,
            journaldato, fagsystem, noekkel, innhold, partner, liste FROM registrering ORDER BY rowid;
        CREATE TABLE nyDokumentbeskrivelse (
            systemID TEXT PRIMARY KEY CHECK (length(systemID) = 36),
            registrering TEXT NOT NULL REFERENCES nyRegistrering (systemID),
            dokumentnummer INTEGER NOT NULL CHECK (dokumentnummer > 0),
            fagsystem TEXT,
            noekkel TEXT,
            UNIQUE (registrering, dokumentnummer),
            UNIQUE (fagsystem, noekkel)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO nyDokumentbeskrivelse (systemID, registrering, dokumentnummer, fagsystem, noekkel)
        SELECT systemID, registrering, dokumentnummer, fagsystem, noekkel FROM dokumentbeskrivelse;
        DROP TABLE dokumentbeskrivelse;
        DROP TABLE registrering;
        ALTER TABLE nyRegistrering RENAME TO registrering;
        ALTER TABLE nyDokumentbeskrivelse RENAME TO dokumentbeskrivelse;
        CREATE INDEX registrering_mappe ON registrering (mappe);
        CREATE INDEX registrering_journal ON registrering (journaldato, journalaar, journalsekvensnummer) WHERE journaldato IS NOT NULL;

        CREATE TABLE publiseringsregel (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}')
        ) STRICT;
        CREATE TABLE offentliggjort (
            journalpost TEXT PRIMARY KEY REFERENCES registrering (systemID),
            offentligTittel TEXT NOT NULL,
            mappeOffentligTittel TEXT,
            erSkjermet INTEGER NOT NULL CHECK (erSkjermet IN (0, 1))
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE publiseringsetterslep (
            omfang TEXT PRIMARY KEY CHECK (omfang = 'alt' OR length(omfang) = 36),
            versjon INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX publiseringsetterslep_versjon ON publiseringsetterslep (versjon);
        """

    /// How far the places of objects have been said again to the services that follow.
    private static let migration0007 = """
        CREATE TABLE tilgangsgjengivelse (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            til TEXT CHECK (length(til) = 36),
            erFerdig INTEGER NOT NULL CHECK (erFerdig IN (0, 1))
        ) STRICT;
        """
}
