import Domain
import SQLite

extension RegistryQueries {
    /// The arkivdeler, in the order they were made.
    func arkivdeler() throws -> [Arkivdel] { try Oppsett.of(database).arkivdeler }

    /// The classification systems, in the order they were made.
    func klassifikasjonssystemer() throws -> [Klassifikasjonssystem] { try Oppsett.of(database).systemer }

    /// The classes of a system by klasseID, after one; a system of identifiers has as many as there are persons or properties in the archive.
    func klasser(i system: SystemID, after klasseID: String = "", limit: Int = limitPage) throws -> [Klasse] {
        try database.query(
            "SELECT innhold FROM klasse WHERE klassifikasjonssystem = ? AND klasseID > ? ORDER BY klasseID LIMIT ?",
            .text(system.rawValue), .text(klasseID), .integer(Int64(limit))
        ) { $0.text(0) }.map { try StoredObject.read($0) }
    }
}
