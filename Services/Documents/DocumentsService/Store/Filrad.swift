import Contracts
import Domain
import SQLite

/// A dokumentobjekt as the store has it, as far as its file goes.
struct Filrad: Sendable {
    /// What the sender has been told.
    enum Varsel: Int, Sendable, Comparable {
        /// Nothing: all is well, or not late enough.
        case ingen
        /// That the file is late.
        case forsinket
        /// That it cannot be had.
        case endelig

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    let systemID: SystemID
    let dokumentbeskrivelse: SystemID
    let registrering: SystemID
    let referanseDokumentfil: String
    let oppgitt: OppgittFil
    /// Who sent it; nil when no message named the file.
    let avsender: Filavsender?
    /// Where their message stands.
    let melding: Meldingssted?
    let tilstand: Hentetilstand
    let tilstandDato: Tidspunkt
    let ventetSiden: Tidspunkt?
    let nesteForsoek: Tidspunkt?
    let antallForsoek: Int
    /// Counts everything that makes an attempt under way out of date.
    let forsoeksnummer: Int
    let feilkode: String?
    let feilmelding: String?
    let varsel: Varsel
    /// The trace that the message belongs to.
    let traceparent: String?
    /// Where a download that broke goes on.
    let fortsettelse: Nedlastingspunkt?
    /// What is stored; nil until it is.
    let lagret: Lagret?

    /// A file that is in the archive.
    struct Lagret: Sendable {
        let sjekksum: String
        let filstoerrelse: Int64
        let format: String
        let formatDetaljer: String?
        let mimeType: String
    }

    static let columns = """
        o.systemID, o.dokumentbeskrivelse, o.registrering, o.referanseDokumentfil, o.oppgittSjekksum, o.oppgittStoerrelse, o.oppgittFormat,
        o.partner, o.source, o.melding, o.emne, o.topic, o.partisjon, o.posisjon, o.tilstand, o.tilstandDato, o.ventetSiden,
        o.nesteForsoek, o.antallForsoek, o.forsoeksnummer, o.feilkode, o.feilmelding, o.varsel, o.sjekksum, o.filstoerrelse, o.format,
        o.formatDetaljer, o.mimeType, o.oppgittMimeType, o.filnavn, o.spor, o.fortsettelse
        """
    /// How many columns there are; what a query adds comes after them.
    static let columnCount = 32

    /// Reads a row whose columns begin with `columns`.
    init(_ row: borrowing Row) throws {
        func id(_ column: Int) throws -> SystemID {
            guard let id = SystemID(row.text(column)) else { throw DamagedRow(column: row.name(column), text: row.text(column)) }
            return id
        }
        (systemID, dokumentbeskrivelse, registrering) = (try id(0), try id(1), try id(2))
        referanseDokumentfil = row.text(3)
        oppgitt = OppgittFil(
            sjekksum: row.optionalText(4), filstoerrelse: row.optionalInt(5).map { Int64($0) }, format: row.optionalText(6),
            mimeType: row.optionalText(28), filnavn: row.text(29))
        traceparent = row.optionalText(30)
        fortsettelse = try row.optionalText(31).map { try JSONBytes.decode($0) }
        avsender = row.optionalText(7).map {
            Filavsender(partner: $0, source: row.text(8), id: row.text(9), subject: row.optionalText(10))
        }
        melding = row.optionalText(11).map {
            Meldingssted(topic: $0, partition: Int32(row.int(12)), offset: Int64(row.int(13)))
        }
        guard let tilstand = Hentetilstand(rawValue: row.text(14)), let dato = Tidspunkt(row.text(15)) else {
            throw DamagedRow(column: "tilstand", text: row.text(14))
        }
        (self.tilstand, tilstandDato) = (tilstand, dato)
        ventetSiden = row.optionalInt(16).map { Tidspunkt(milliseconds: Int64($0)) }
        nesteForsoek = row.optionalInt(17).map { Tidspunkt(milliseconds: Int64($0)) }
        (antallForsoek, forsoeksnummer) = (row.int(18), row.int(19))
        (feilkode, feilmelding) = (row.optionalText(20), row.optionalText(21))
        varsel = Varsel(rawValue: row.int(22)) ?? .ingen
        lagret = row.optionalText(23).map {
            Lagret(
                sjekksum: $0, filstoerrelse: Int64(row.int(24)), format: row.text(25), formatDetaljer: row.optionalText(26),
                mimeType: row.text(27))
        }
    }
}

/// A row that no event of ours can have made.
struct DamagedRow: Error {
    let column: String
    let text: String
}
