import Domain
import SQLite
import ShardRuntime

extension SQLiteArkiv {
    /// What protects an object and all it lies in; nil when nothing does.
    func tilgang(_ systemID: SystemID) -> Tilgang? { attempt { try Tilgangslager(database).tilgang(systemID) } }

    /// Takes in what an event changed in what protects the archive's objects; the objects that are protected by something else now.
    func takeProtection(_ event: any DomainEvent) -> [SystemID] {
        attempt { try Tilgangsendring.av(event).flatMap { try Tilgangslager(database).apply($0) } } ?? []
    }

    func tilgangsledd(etter: SystemID?, limit: Int) -> [Tilgangsledd] {
        attempt { try Tilgangslager(database).ledd(etter: etter, limit: limit) } ?? []
    }

    func tilgangsgjengivelse() -> Tilgangsgjengivelse {
        attempt {
            try database.first("SELECT til, erFerdig FROM tilgangsgjengivelse") {
                Tilgangsgjengivelse(til: $0.optionalText(0).flatMap { SystemID($0) }, erFerdig: $0.bool(1))
            }
        } ?? Tilgangsgjengivelse()
    }

    func sett(_ gjengivelse: Tilgangsgjengivelse) {
        write {
            try database.run(
                "INSERT OR REPLACE INTO tilgangsgjengivelse (id, til, erFerdig) VALUES (1, ?, ?)", SQLValue(gjengivelse.til?.rawValue),
                .integer(gjengivelse.erFerdig ? 1 : 0))
        }
    }

    /// Puts objects into the search index anew: what shows their words has changed.
    func index(_ objects: [SystemID]) {
        write {
            var done: Set<SystemID> = []
            for object in objects {
                // What a document tells stands with its registrering.
                let id = registrering(medDokument: object) ?? object
                guard done.insert(id).inserted else { continue }
                let index = SearchIndex(database)
                if let variant = mappevariant(id) {
                    try index.put(variant, at: index.clear(id))
                } else if let variant = registreringsvariant(id) {
                    try index.put(variant, at: index.clear(id))
                }
            }
        }
    }
}
