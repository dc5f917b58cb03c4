import Contracts
import Domain
import SQLite

/// Applies conversions: what is ordered, what came of it, and the dokumentobjekt in archive format.
enum ConversionProjections {
    /// One row per file that shall have a copy. Moments are milliseconds since 1970.
    static let migration0004 = """
        CREATE TABLE konvertering (
            dokumentobjekt TEXT PRIMARY KEY CHECK (length(dokumentobjekt) = 36),
            verktoey TEXT NOT NULL,
            tilstand TEXT NOT NULL CHECK (tilstand IN
                ('venter', 'utfoert', 'converter_absent', 'conversion_failed', 'conversion_limits', 'not_archive_format')),
            nesteForsoek INTEGER,
            antallForsoek INTEGER NOT NULL,
            melding TEXT,
            resultat TEXT,
            innhold TEXT CHECK (innhold GLOB '{*}'),
            CHECK ((tilstand = 'utfoert') = (resultat IS NOT NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX konverteringSomVenter ON konvertering (nesteForsoek) WHERE nesteForsoek IS NOT NULL;
        CREATE INDEX konverteringUtenVerktoey ON konvertering (verktoey) WHERE tilstand = 'converter_absent';
        """

    static func apply(_ event: KonverteringBestilt, to database: Database) throws {
        try database.run(
            """
            INSERT INTO konvertering (dokumentobjekt, verktoey, tilstand, nesteForsoek, antallForsoek) VALUES (?, ?, 'venter', ?, 0)
            ON CONFLICT DO NOTHING
            """, .text(event.dokumentobjekt.rawValue), .text(event.verktoey.rawValue), .integer(event.bestiltDato.milliseconds))
    }

    static func apply(_ event: KonverteringUteblitt, to database: Database) throws {
        try database.run(
            "UPDATE konvertering SET tilstand = ?2, nesteForsoek = ?3, antallForsoek = ?4, melding = ?5 WHERE dokumentobjekt = ?1",
            .text(event.dokumentobjekt.rawValue), .text(event.grunn.rawValue), SQLValue(event.nesteForsoek?.milliseconds),
            .integer(Int64(event.antallForsoek)), .text(event.melding))
    }

    static func apply(_ event: DokumentKonvertert, to database: Database) throws {
        let (objekt, konvertering) = (event.dokumentobjekt, event.konvertering)
        let byteCount = Int64(objekt.filstoerrelse ?? 0)
        try database.run(
            """
            INSERT INTO dokumentobjekt (systemID, dokumentbeskrivelse, registrering, rekkefoelge, innhold, referanseDokumentfil, filnavn,
                tilstand, tilstandDato, antallForsoek, forsoeksnummer, varsel, sjekksum, filstoerrelse, format, formatDetaljer, mimeType)
            SELECT ?1, ?2, ?3, coalesce(max(rekkefoelge), 0) + 1, ?4, ?5, ?12, 'lagret', ?6, 0, 0, 0, ?7, ?8, ?9, ?10, ?11
                FROM dokumentobjekt WHERE dokumentbeskrivelse = ?2
            """, .text(objekt.systemID.rawValue), .text(event.dokumentbeskrivelse.rawValue), .text(event.registrering.rawValue),
            .text(try JSONBytes.text(objekt)), .text(objekt.referanseDokumentfil), .text(konvertering.konvertertDato.description),
            .text(konvertering.konvertertTilSjekksum), .integer(byteCount), .text(konvertering.konvertertTilFormat),
            SQLValue(objekt.formatDetaljer), SQLValue(objekt.mimeType), .text(objekt.filnavn))
        try FixityProjections.stored(konvertering.konvertertTilSjekksum, byteCount, konvertering.konvertertDato, in: database)
        try database.run(
            """
            UPDATE konvertering SET tilstand = 'utfoert', nesteForsoek = NULL, melding = NULL, resultat = ?2, innhold = ?3
            WHERE dokumentobjekt = ?1
            """, .text(event.fra.rawValue), .text(objekt.systemID.rawValue), .text(try JSONBytes.text(konvertering)))
    }
}
