import Domain
import SQLite
import ShardRuntime

// What the public has been told, and the policy it is told by.
extension SQLiteArkiv {
    func publiseringsregel() -> Publiseringsregel { oppsett?.publiseringsregel ?? Publiseringsregel() }

    func sett(_ publiseringsregel: Publiseringsregel) {
        write {
            try database.run(
                "INSERT OR REPLACE INTO publiseringsregel (id, innhold) VALUES (1, ?)", .text(try StoredObject.text(publiseringsregel)))
            try changedOppsett()
        }
    }

    func offentliggjort(_ journalpost: SystemID) -> Offentliggjort? {
        attempt {
            try database.first(
                "SELECT offentligTittel, mappeOffentligTittel, erSkjermet FROM offentliggjort WHERE journalpost = ?",
                .text(journalpost.rawValue)
            ) { Offentliggjort(offentligTittel: $0.text(0), mappeOffentligTittel: $0.optionalText(1), erSkjermet: $0.bool(2)) }
        }
    }

    func sett(_ offentliggjort: Offentliggjort?, om journalpost: SystemID) {
        write {
            try database.run("DELETE FROM offentliggjort WHERE journalpost = ?", .text(journalpost.rawValue))
            guard let offentliggjort else { return }
            try database.run(
                """
                INSERT INTO offentliggjort (journalpost, offentligTittel, mappeOffentligTittel, erSkjermet) VALUES (?, ?, ?, ?)
                """, .text(journalpost.rawValue), .text(offentliggjort.offentligTittel), SQLValue(offentliggjort.mappeOffentligTittel),
                .integer(offentliggjort.erSkjermet ? 1 : 0))
        }
    }

    func offentliggjorte(i enhet: Kassasjonsenhet, limit: Int) -> [SystemID] {
        let ids =
            attempt {
                try database.query(
                    """
                    \(Self.inne)
                    SELECT f.journalpost FROM inne JOIN offentliggjort f ON f.journalpost = inne.id ORDER BY f.journalpost LIMIT ?2
                    """, .text(enhet.systemID.rawValue), .integer(Int64(limit))
                ) { SystemID($0.text(0)) }
            } ?? []
        return ids.compactMap(\.self)
    }

    func tilgangsledd(_ systemID: SystemID) -> Tilgangsledd? { attempt { try Tilgangslager(database).ledd(systemID) } }

    /// Everything that lies in the object `?1`, at any depth, and itself.
    static let inne = """
        WITH RECURSIVE inne (id) AS (
            SELECT ?1
            UNION SELECT t.systemID FROM inne CROSS JOIN tilgang t ON t.over = inne.id
            UNION SELECT t.systemID FROM inne CROSS JOIN tilgang t ON t.klasse = inne.id
            UNION SELECT t.systemID FROM inne CROSS JOIN tilgang t ON t.arkivdel = inne.id)
        """

    /// Notes that what the public has been told may differ from what it is to be told, beyond what one commit takes.
    func merkEtterslep(_ omfang: Publiseringsomfang) {
        write {
            try database.run(
                "INSERT OR REPLACE INTO publiseringsetterslep (omfang, versjon) VALUES (?, ?)", .text(omfang.text), .integer(Int64(versjon))
            )
        }
    }
}

/// Where what the public has been told may differ from what it is to be told.
enum Publiseringsomfang: Sendable, Equatable {
    /// Everywhere.
    case alt
    /// In a mappe.
    case mappe(SystemID)

    /// What an event leaves to be looked at; nil: nothing.
    init?(_ event: any DomainEvent) {
        guard let fact = RegistryFact(event) else { return nil }
        switch fact {
        case .publiseringsregelEndret: self = .alt
        case .mappeOmklassifisert(let event): self = .mappe(event.mappe)
        case .mappeFlyttet(let event): self = .mappe(event.mappe)
        case .skjermingEndret(let event):
            switch event.arkivenhet {
            case .arkivdel, .klasse: self = .alt
            case .mappe(let id): self = .mappe(id)
            // It is told, or withdrawn, in the same commit.
            case .registrering, .dokumentbeskrivelse: return nil
            }
        case .kommuneOpprettet, .arkivdelOpprettet, .klasseOpprettet, .nyMappe, .nyRegistrering, .kassasjonEndret, .saksstatusEndret,
            .saksmappeGjenaapnet, .journalstatusEndret, .journalpostAvskrevet, .avskrivningOpphevet, .filerOppgitt, .tilgangGjengitt,
            .intern:
            return nil
        }
    }

    init?(text: String) {
        if text == "alt" {
            self = .alt
        } else if let id = SystemID(text) {
            self = .mappe(id)
        } else {
            return nil
        }
    }

    var text: String {
        switch self {
        case .alt: "alt"
        case .mappe(let id): id.rawValue
        }
    }
}
