import Domain
import SQLite

/// Letters that wait for an answer, by the date it is due.
struct Fristlager {
    /// One that may have to be reminded of.
    struct Ventende: Sendable, Equatable {
        let journalpost: SystemID
        let frist: Dato
        /// The last reminder given; nil for none.
        let sist: Int?
    }

    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Those that a reminder is due for, the most urgent first.
    func forfalt(_ frister: Frister, idag: Dato, limit: Int) throws -> [(ventende: Ventende, dagerFoer: Int)] {
        var due: [(Ventende, Int)] = []
        try database.forEach(
            """
            SELECT journalpost, forfallsdato, sisteDager FROM frist
            WHERE forfallsdato <= ? AND (sisteDager IS NULL OR sisteDager > 0) ORDER BY forfallsdato, journalpost
            """, .text(idag.adding(dager: frister.lengstFoer).description)
        ) { row in
            guard due.count < limit, let journalpost = SystemID(row.text(0)), let frist = Dato(row.text(1)) else { return }
            let ventende = Ventende(journalpost: journalpost, frist: frist, sist: row.optionalInt(2))
            if let dager = frister.paaminnelse(frist: frist, idag: idag, sist: ventende.sist) { due.append((ventende, dager)) }
        }
        return due
    }

    func paaminnet(_ journalpost: SystemID, dagerFoer: Int) throws {
        try database.run("UPDATE frist SET sisteDager = ? WHERE journalpost = ?", .integer(Int64(dagerFoer)), .text(journalpost.rawValue))
    }

    /// How many letters wait for an answer by a date.
    func antall() throws -> Int { try database.first("SELECT count(*) FROM frist") { $0.int(0) } ?? 0 }
}
