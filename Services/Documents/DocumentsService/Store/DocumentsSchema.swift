import SQLite
import ShardRuntime

/// The schema of a municipality's documents. Released migrations never change; the migrator refuses a changed one by name.
enum DocumentsSchema {
    static let migrations = [
        FollowedKommune.migration,
        Migration(number: 2, name: "dokumenter", sql: migration0002),
        Migration(number: 3, name: "lagretfil", sql: FixityProjections.migration0003),
        Migration(number: 4, name: "konvertering", sql: ConversionProjections.migration0004),
        Tilgangslager.migration(number: 5), Migration(number: 6, name: "ettledd", sql: migration0006),
    ]

    /// Stores from before they knew what protects each object are built anew from the log.
    static let replayedSince = 6

    /// What protects documents stands in `tilgang` alone.
    private static let migration0006 = """
        DROP TABLE mappe;
        DROP TABLE registrering;
        CREATE TABLE registrering (
            systemID TEXT PRIMARY KEY CHECK (length(systemID) = 36),
            mappe TEXT
        ) STRICT;
        ALTER TABLE dokumentbeskrivelse DROP COLUMN skjerming;
        ALTER TABLE dokumentbeskrivelse DROP COLUMN erGradert;
        """

    /// Documents, their files, and what decides who sees them. Each level keeps its own screening: what holds for a document is found when
    /// it is asked for. Skjerming and deltakere are JSON; moments that are compared are milliseconds since 1970, others text.
    private static let migration0002 = """
        CREATE TABLE mappe (
            systemID TEXT PRIMARY KEY CHECK (length(systemID) = 36),
            forelder TEXT,
            skjerming TEXT CHECK (skjerming GLOB '{*}'),
            erGradert INTEGER NOT NULL CHECK (erGradert IN (0, 1)),
            deltakere TEXT NOT NULL CHECK (deltakere GLOB '[[]*]')
        ) STRICT;
        CREATE TABLE registrering (
            systemID TEXT PRIMARY KEY CHECK (length(systemID) = 36),
            mappe TEXT,
            skjerming TEXT CHECK (skjerming GLOB '{*}'),
            erGradert INTEGER NOT NULL CHECK (erGradert IN (0, 1)),
            deltakere TEXT NOT NULL CHECK (deltakere GLOB '[[]*]')
        ) STRICT;
        CREATE TABLE dokumentbeskrivelse (
            systemID TEXT PRIMARY KEY CHECK (length(systemID) = 36),
            registrering TEXT NOT NULL,
            rekkefoelge INTEGER NOT NULL,
            skjerming TEXT CHECK (skjerming GLOB '{*}'),
            erGradert INTEGER NOT NULL CHECK (erGradert IN (0, 1)),
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}')
        ) STRICT;
        CREATE INDEX dokumentbeskrivelseIRegistrering ON dokumentbeskrivelse (registrering, rekkefoelge);

        CREATE TABLE dokumentobjekt (
            systemID TEXT PRIMARY KEY CHECK (length(systemID) = 36),
            dokumentbeskrivelse TEXT NOT NULL,
            registrering TEXT NOT NULL,
            rekkefoelge INTEGER NOT NULL,
            innhold TEXT NOT NULL CHECK (innhold GLOB '{*}'),
            referanseDokumentfil TEXT NOT NULL,
            oppgittSjekksum TEXT,
            oppgittStoerrelse INTEGER,
            oppgittFormat TEXT,
            oppgittMimeType TEXT,
            filnavn TEXT NOT NULL,
            partner TEXT,
            source TEXT,
            melding TEXT,
            emne TEXT,
            topic TEXT,
            partisjon INTEGER,
            posisjon INTEGER,
            spor TEXT,
            fortsettelse TEXT CHECK (fortsettelse GLOB '{*}'),
            tilstand TEXT NOT NULL CHECK (tilstand IN ('utenKilde', 'venter', 'feilet', 'avvist', 'lagret')),
            tilstandDato TEXT NOT NULL,
            ventetSiden INTEGER,
            nesteForsoek INTEGER,
            antallForsoek INTEGER NOT NULL,
            forsoeksnummer INTEGER NOT NULL,
            feilkode TEXT,
            feilmelding TEXT,
            varsel INTEGER NOT NULL CHECK (varsel IN (0, 1, 2)),
            sjekksum TEXT CHECK (length(sjekksum) = 64),
            filstoerrelse INTEGER CHECK (filstoerrelse >= 0),
            format TEXT,
            formatDetaljer TEXT,
            mimeType TEXT,
            CHECK ((tilstand = 'lagret') = (sjekksum IS NOT NULL))
        ) STRICT;
        CREATE INDEX dokumentobjektIBeskrivelse ON dokumentobjekt (dokumentbeskrivelse, rekkefoelge);
        CREATE INDEX dokumentobjektSomHentes ON dokumentobjekt (nesteForsoek) WHERE nesteForsoek IS NOT NULL;
        CREATE INDEX dokumentobjektUtenFil ON dokumentobjekt (systemID, tilstand) WHERE tilstand <> 'lagret';
        CREATE INDEX dokumentobjektSomVenterPaa ON dokumentobjekt (oppgittSjekksum) WHERE tilstand <> 'lagret';
        CREATE INDEX dokumentobjektSomViserTil ON dokumentobjekt (referanseDokumentfil) WHERE tilstand <> 'lagret';
        CREATE INDEX dokumentobjektMedSjekksum ON dokumentobjekt (sjekksum) WHERE sjekksum IS NOT NULL;

        CREATE TABLE opplasting (
            sjekksum TEXT NOT NULL CHECK (length(sjekksum) = 64),
            partner TEXT NOT NULL,
            filstoerrelse INTEGER NOT NULL CHECK (filstoerrelse >= 0),
            opplastetAv TEXT NOT NULL,
            opplastetDato TEXT NOT NULL,
            PRIMARY KEY (sjekksum, partner)
        ) STRICT, WITHOUT ROWID;
        """
}
