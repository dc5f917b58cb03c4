import SQLite

/// The tables of outgoing delivery.
enum LeveringSchema {
    static let migrations = [
        Migration(number: 3, name: "levering", sql: tables), Migration(number: 4, name: "epostbekreftelse", sql: confirmation),
    ]

    private static let confirmation = """
        -- The e-mail addresses of subscriptions, and whether their holders have confirmed them. bekreftet: NULL until they did.
        -- sendt: when they were asked, NULL while an e-mail is to be sent; not before neste. runde: how often they ended it.
        CREATE TABLE epostbekreftelse (
            abonnement TEXT PRIMARY KEY,
            adresse TEXT NOT NULL,
            runde INTEGER NOT NULL DEFAULT 0,
            bekreftet INTEGER,
            sendt INTEGER,
            forsoek INTEGER NOT NULL DEFAULT 0,
            foerste INTEGER,
            neste INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX epostbekreftelse_usendt ON epostbekreftelse (neste, abonnement) WHERE bekreftet IS NULL AND sendt IS NULL;

        -- Subscriptions from before there was a confirmation are not confirmed: their addresses are asked.
        INSERT INTO epostbekreftelse (abonnement, adresse)
        SELECT systemID, coalesce(json_extract(innhold, '$.levering.adresse'), '') FROM abonnement WHERE levering = 'epost';

        -- The confirmation e-mails of a day, by the address that they are counted by.
        CREATE TABLE bekreftelsesepost (
            adresse TEXT NOT NULL,
            tid INTEGER NOT NULL,
            abonnement TEXT NOT NULL,
            PRIMARY KEY (adresse, tid, abonnement)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX bekreftelsesepost_tid ON bekreftelsesepost (tid);
        """

    private static let tables = """
        -- Subscriptions that something is sent to: how their target stands. venter: how many rows the queue has; pauseTil: nothing is sent before.
        CREATE TABLE levering (
            abonnement TEXT PRIMARY KEY,
            slag TEXT NOT NULL CHECK (slag IN ('webhook', 'epost')),
            gittMed TEXT,
            tilstand TEXT NOT NULL DEFAULT 'aktiv' CHECK (tilstand IN ('aktiv', 'deaktivert')),
            deaktivert TEXT,
            maal TEXT NOT NULL,
            pauseTil INTEGER NOT NULL DEFAULT 0,
            venter INTEGER NOT NULL DEFAULT 0 CHECK (venter >= 0),
            sisteSammendrag INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX levering_ventende ON levering (slag, abonnement) WHERE tilstand = 'aktiv' AND venter > 0;

        -- The keys that requests are signed with, sealed; the newest has the highest rekkefoelge. gjelderTil: NULL until a newer one came.
        CREATE TABLE leveringsnoekkel (
            abonnement TEXT NOT NULL,
            rekkefoelge INTEGER NOT NULL,
            innhold TEXT NOT NULL,
            gjelderTil INTEGER,
            PRIMARY KEY (abonnement, rekkefoelge)
        ) STRICT, WITHOUT ROWID;

        -- What is not delivered yet. hode: the first of its case; only such are sent, the others wait behind it.
        -- runde: how often it began anew while it waited (sent once more, a new target, enabled); what came of an earlier round is not looked at.
        CREATE TABLE leveringskoe (
            abonnement TEXT NOT NULL,
            hendelse INTEGER NOT NULL,
            sak TEXT NOT NULL,
            hode INTEGER NOT NULL CHECK (hode IN (0, 1)),
            forsoek INTEGER NOT NULL DEFAULT 0,
            foerste INTEGER,
            neste INTEGER NOT NULL,
            lagtInn INTEGER NOT NULL,
            runde INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (abonnement, hendelse)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX leveringskoe_sak ON leveringskoe (abonnement, sak, hendelse);
        CREATE INDEX leveringskoe_hode ON leveringskoe (abonnement, neste, hendelse) WHERE hode = 1;

        -- The delivery log, newest ones kept. plass: the commit's number and the place in it.
        CREATE TABLE leveringslogg (
            abonnement TEXT NOT NULL,
            plass INTEGER NOT NULL,
            hendelse INTEGER NOT NULL,
            innhold TEXT NOT NULL,
            PRIMARY KEY (abonnement, plass)
        ) STRICT, WITHOUT ROWID;
        """
}
