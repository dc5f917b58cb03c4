import Domain
import SQLite

extension RegistryQueries {
    /// The arkivdeler, in the order they were made.
    func arkivdeler() throws -> [Arkivdel] { try Oppsett.of(database).arkivdeler }

    /// The classification systems, in the order they were made.
    func klassifikasjonssystemer() throws -> [Klassifikasjonssystem] { try Oppsett.of(database).systemer }

    /// The classes of a system by klasseID, after one; a system of identifiers has as many as there are persons or properties in the archive.
    /// Screened ones, as those of personal numbers, are listed for those who may see them: the klasseID is what is secret.
    func klasser(i system: SystemID, after klasseID: String = "", limit: Int = limitPage) throws -> [Klasse] {
        let all = "SELECT innhold FROM klasse WHERE klassifikasjonssystem = ?1 AND klasseID > ?2"
        let order = " ORDER BY klasseID LIMIT ?3"
        let page: [SQLValue] = [.text(system.rawValue), .text(klasseID), .integer(Int64(limit))]
        if innsyn.serAlt {
            return try database.query(all + order, page) { $0.text(0) }.map { try StoredObject.read($0) }
        }
        let cleared = """
            AND json_extract(innhold, '$.gradering') IS NULL AND (json_extract(innhold, '$.skjerming') IS NULL
            OR instr(?4, char(10) || json_extract(innhold, '$.skjerming.tilgangsrestriksjon.kode') || char(10)) > 0)
            """
        return try database.query("\(all) \(cleared)\(order)", page + [.text(innsyn.koder)]) { $0.text(0) }
            .map { try StoredObject.read($0) }
    }

    /// A class; nil when there is none, or none that the reader may see.
    func klasse(_ systemID: SystemID) throws -> Klasse? {
        let found = try database.first("SELECT innhold FROM klasse WHERE systemID = ?", .text(systemID.rawValue)) { $0.text(0) }
            .map { try StoredObject.read($0, as: Klasse.self) }
        return found.flatMap { innsyn.ser(Tilgang(skjerming: $0.skjerming, erGradert: $0.gradering != nil)) ? $0 : nil }
    }
}
