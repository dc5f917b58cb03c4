import Contracts
import Domain
import SQLite
import ShardRuntime

/// Applies the service's events to a municipality's store.
enum DocumentsProjections {
    static func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        switch event {
        case let event as KommuneFulgt: try FollowedKommune.insert(event, at: commit.time, into: database)
        case let event as TilgangFulgt: try Tilgangslager(database).apply(event)
        case let event as MappeFulgt: try Tilgangslager(database).keep(event.tidligereTilgang)
        case let event as DokumenterFulgt: try apply(event, commit.time, to: database)
        case let event as FilerVentet: try apply(event, commit.time, to: database)
        case let event as FilhentingBedtOm: try apply(event, to: database)
        case let event as FilLagret: try apply(event, to: database)
        case let event as FilFeilet: try apply(event, to: database)
        case let event as AvsenderVarslet: try apply(event, to: database)
        case let event as FilOpplastet: try apply(event, to: database)
        case let event as FiksitetKontrollert: try FixityProjections.apply(event, to: database)
        case let event as FilSkadet: try FixityProjections.apply(event, to: database)
        case let event as FilGjenopprettet: try FixityProjections.apply(event, to: database)
        case let event as KonverteringBestilt: try ConversionProjections.apply(event, to: database)
        case let event as KonverteringUteblitt: try ConversionProjections.apply(event, to: database)
        case let event as DokumentKonvertert: try ConversionProjections.apply(event, to: database)
        default: throw ForeignEvent(type: event.eventType)
        }
    }

    private static func apply(_ event: DokumenterFulgt, _ time: Tidspunkt, to database: Database) throws {
        for ledd in event.tidligereTilgang { try Tilgangslager(database).keep(ledd) }
        try database.run(
            "INSERT INTO registrering (systemID, mappe) VALUES (?, ?)", .text(event.registrering.rawValue), SQLValue(event.mappe?.rawValue))
        for (place, beskrivelse) in event.dokumentbeskrivelse.enumerated() {
            var content = beskrivelse
            content.dokumentobjekt = []
            try database.run(
                """
                INSERT INTO dokumentbeskrivelse (systemID, registrering, rekkefoelge, innhold) VALUES (?, ?, ?, ?)
                """, .text(beskrivelse.systemID.rawValue), .text(event.registrering.rawValue), .integer(Int64(place)),
                .text(try JSONBytes.text(content)))
            for (number, objekt) in beskrivelse.dokumentobjekt.enumerated() {
                let oppgitt = OppgittFil(objekt)
                try database.run(
                    """
                    INSERT INTO dokumentobjekt (systemID, dokumentbeskrivelse, registrering, rekkefoelge, innhold, referanseDokumentfil,
                        oppgittSjekksum, oppgittStoerrelse, oppgittFormat, oppgittMimeType, filnavn, tilstand, tilstandDato, antallForsoek,
                        forsoeksnummer, varsel)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'utenKilde', ?, 0, 0, 0)
                    """, .text(objekt.systemID.rawValue), .text(beskrivelse.systemID.rawValue), .text(event.registrering.rawValue),
                    .integer(Int64(number)), .text(try JSONBytes.text(objekt)), .text(objekt.referanseDokumentfil),
                    SQLValue(oppgitt.sjekksum), SQLValue(oppgitt.filstoerrelse), SQLValue(oppgitt.format), SQLValue(oppgitt.mimeType),
                    .text(objekt.filnavn), .text(time.description))
            }
        }
    }

    private static func apply(_ event: FilerVentet, _ time: Tidspunkt, to database: Database) throws {
        for systemID in event.dokumentobjekt {
            try database.run(
                """
                UPDATE dokumentobjekt SET partner = ?2, source = ?3, melding = ?4, emne = ?5, topic = ?6, partisjon = ?7, posisjon = ?8,
                    tilstand = 'venter', tilstandDato = ?9, ventetSiden = ?10, nesteForsoek = ?10, spor = ?11
                WHERE systemID = ?1 AND tilstand = 'utenKilde'
                """, .text(systemID.rawValue), .text(event.avsender.partner), .text(event.avsender.source), .text(event.avsender.id),
                SQLValue(event.avsender.subject), .text(event.melding.topic), .integer(Int64(event.melding.partition)),
                .integer(event.melding.offset), .text(time.description), .integer(time.milliseconds), SQLValue(event.traceparent))
        }
    }

    private static func apply(_ event: FilhentingBedtOm, to database: Database) throws {
        try database.run(
            """
            UPDATE dokumentobjekt SET referanseDokumentfil = coalesce(?2, referanseDokumentfil), tilstand = 'venter', tilstandDato = ?3,
                ventetSiden = ?4, nesteForsoek = ?4, antallForsoek = 0, forsoeksnummer = forsoeksnummer + 1, fortsettelse = NULL
            WHERE systemID = ?1 AND tilstand <> 'lagret'
            """, .text(event.dokumentobjekt.rawValue), SQLValue(event.referanseDokumentfil), .text(event.bedtOmDato.description),
            .integer(event.bedtOmDato.milliseconds))
    }

    private static func apply(_ event: FilLagret, to database: Database) throws {
        try FixityProjections.stored(event.sjekksum, event.filstoerrelse, event.lagretDato, in: database)
        try database.run(
            """
            UPDATE dokumentobjekt SET tilstand = 'lagret', tilstandDato = ?2, ventetSiden = NULL, nesteForsoek = NULL, feilkode = NULL,
                feilmelding = NULL, sjekksum = ?3, filstoerrelse = ?4, format = ?5, formatDetaljer = ?6, mimeType = ?7,
                fortsettelse = NULL
            WHERE systemID = ?1
            """, .text(event.dokumentobjekt.rawValue), .text(event.lagretDato.description), .text(event.sjekksum),
            .integer(event.filstoerrelse), .text(event.format), SQLValue(event.formatDetaljer), .text(event.mimeType))
    }

    private static func apply(_ event: FilFeilet, to database: Database) throws {
        try database.run(
            """
            UPDATE dokumentobjekt SET tilstand = ?2, tilstandDato = ?3, nesteForsoek = ?4, antallForsoek = ?5,
                forsoeksnummer = forsoeksnummer + 1, feilkode = ?6, feilmelding = ?7, fortsettelse = ?8
            WHERE systemID = ?1 AND tilstand <> 'lagret'
            """, .text(event.dokumentobjekt.rawValue), .text(event.erEndelig ? "avvist" : "feilet"), .text(event.feiletDato.description),
            SQLValue(event.nesteForsoek?.milliseconds), .integer(Int64(event.antallForsoek)), .text(event.feil.code),
            .text(event.feil.message), SQLValue(try event.fortsettelse.map { try JSONBytes.text($0) }))
    }

    private static func apply(_ event: AvsenderVarslet, to database: Database) throws {
        try database.run(
            """
            UPDATE dokumentobjekt SET varsel = CASE WHEN ?2 = 'lagret' THEN 0 WHEN tilstand = 'avvist' THEN 2 ELSE 1 END
            WHERE systemID = ?1
            """, .text(event.dokumentobjekt.rawValue), .text(event.utfall.rawValue))
    }

    private static func apply(_ event: FilOpplastet, to database: Database) throws {
        try FixityProjections.stored(event.sjekksum, event.filstoerrelse, event.opplastetDato, in: database)
        try database.run(
            """
            INSERT INTO opplasting (sjekksum, partner, filstoerrelse, opplastetAv, opplastetDato) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """, .text(event.sjekksum), .text(event.partner ?? ""), .integer(event.filstoerrelse), .text(event.opplastetAv),
            .text(event.opplastetDato.description))
    }
}

/// An event in the service's log that is none of its own.
struct ForeignEvent: Error {
    let type: String
}
