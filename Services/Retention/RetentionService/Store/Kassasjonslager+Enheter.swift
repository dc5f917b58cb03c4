import Contracts
import Domain
import SQLite

// Mapper, registreringer and documents: how they are put in and changed.
extension Kassasjonslager {
    func leggInn(_ mappe: Kassasjonsmappe) throws {
        let number = try nesteNummer()
        let klasse = try mappe.klasse ?? mappe.foreldermappe.flatMap { try gjeldendeKlasse($0) }
        try database.run(
            """
            INSERT INTO enhet (id, systemID, slag, gruppe, foreldermappe, arkivdel, klasse, egenKlasse, start, saerskilt, innhold)
            VALUES (?1, ?2, 'mappe', ?1, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """, .integer(Int64(number)), .text(mappe.systemID.rawValue), SQLValue(mappe.foreldermappe?.rawValue),
            .text(mappe.arkivdel.rawValue), SQLValue(klasse?.rawValue), .integer(mappe.klasse == nil ? 0 : 1),
            SQLValue(mappe.startdato?.description), .integer(mappe.vedtak == nil ? 0 : 1), .text(try Self.innhold(mappe)))
        try leggInn(mappe.parter, gruppe: number)
    }

    func leggInn(_ registrering: Kassasjonsregistrering) throws {
        let number = try nesteNummer()
        var gruppe = number
        if let mappe = registrering.mappe {
            guard let found = try nummer(.mappe(mappe)) else { throw Missing(description: "no mappe \(mappe)") }
            gruppe = found
        }
        try database.run(
            """
            INSERT INTO enhet (id, systemID, slag, gruppe, forelder, arkivdel, klasse, egenKlasse, start, saerskilt, innhold)
            VALUES (?, ?, 'registrering', ?, ?, ?, ?, ?, ?, ?, ?)
            """, .integer(Int64(number)), .text(registrering.systemID.rawValue), .integer(Int64(gruppe)),
            SQLValue(registrering.mappe == nil ? nil : gruppe),
            SQLValue((registrering.unntaksarkivdel ?? registrering.arkivdel)?.rawValue), SQLValue(registrering.klasse?.rawValue),
            .integer(registrering.klasse == nil ? 0 : 1), SQLValue(registrering.startdato?.description),
            .integer(Self.erSaerskilt(registrering) ? 1 : 0), .text(try Self.innhold(registrering)))
        for (index, dokument) in registrering.dokumenter.enumerated() {
            try database.run(
                """
                INSERT INTO enhet (id, systemID, slag, gruppe, forelder, egenKlasse, saerskilt, innhold)
                VALUES (?, ?, 'dokumentbeskrivelse', ?, ?, 0, ?, ?)
                """, .integer(Int64(number + 1 + index)), .text(dokument.systemID.rawValue), .integer(Int64(gruppe)),
                .integer(Int64(number)), .integer(dokument.vedtak == nil ? 0 : 1), .text(try JSONBytes.text(dokument)))
        }
        try leggInn(registrering.parter, gruppe: gruppe)
    }

    /// Changes a mappe; what stands in columns follows.
    func endre(mappe id: SystemID, _ change: (inout Kassasjonsmappe) -> Void) throws {
        guard var mappe = try mappe(id) else { throw Missing(description: "no mappe \(id)") }
        change(&mappe)
        try database.run(
            "UPDATE enhet SET arkivdel = ?, start = ?, saerskilt = ?, innhold = ? WHERE systemID = ?", .text(mappe.arkivdel.rawValue),
            SQLValue(mappe.startdato?.description), .integer(mappe.vedtak == nil ? 0 : 1), .text(try Self.innhold(mappe)),
            .text(id.rawValue))
    }

    func flytt(_ event: MappeplasseringFulgt) throws {
        try endre(mappe: event.mappe) { mappe in
            if let arkivdel = event.arkivdel { mappe.arkivdel = arkivdel }
            if let klasse = event.klasse { mappe.klasse = klasse }
        }
        guard let klasse = event.klasse else { return }
        // With it go the mapper in it that have no class of their own.
        try database.run(
            """
            WITH RECURSIVE under (systemID) AS (
                SELECT ?1 UNION SELECT e.systemID FROM enhet e JOIN under u ON e.foreldermappe = u.systemID WHERE e.egenKlasse = 0
            )
            UPDATE enhet SET klasse = ?2, egenKlasse = (systemID = ?1) WHERE systemID IN (SELECT systemID FROM under)
            """, .text(event.mappe.rawValue), .text(klasse.rawValue))
    }

    /// Whether a registrering, or what is in it, does not simply follow its mappe.
    static func erSaerskilt(_ registrering: Kassasjonsregistrering) -> Bool {
        registrering.vedtak != nil || registrering.unntaksarkivdel != nil || registrering.erPresedens
    }

    /// One past the highest: the same at every replay.
    private func nesteNummer() throws -> Int { (try database.first("SELECT coalesce(max(id), 0) FROM enhet") { $0.int(0) } ?? 0) + 1 }

    private func gjeldendeKlasse(_ mappe: SystemID) throws -> SystemID? {
        try database.first("SELECT klasse FROM enhet WHERE systemID = ?", .text(mappe.rawValue)) { $0.optionalText(0) }
            .flatMap { $0.flatMap { SystemID($0) } }
    }

    private func leggInn(_ parter: [Partsnoekkel], gruppe: Int) throws {
        for part in parter {
            try database.run(
                "INSERT INTO part (gruppe, noekkel) VALUES (?, ?) ON CONFLICT DO NOTHING", .integer(Int64(gruppe)),
                .text(Self.noekkel(part)))
        }
    }

    /// Parties have a table of their own.
    private static func innhold(_ mappe: Kassasjonsmappe) throws -> String {
        var copy = mappe
        copy.parter = []
        return try JSONBytes.text(copy)
    }

    /// Documents have rows of their own, parties a table.
    private static func innhold(_ registrering: Kassasjonsregistrering) throws -> String {
        var copy = registrering
        (copy.parter, copy.dokumenter) = ([], [])
        return try JSONBytes.text(copy)
    }
}
