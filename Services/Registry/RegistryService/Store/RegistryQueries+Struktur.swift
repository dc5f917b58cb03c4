import Domain
import SQLite
import ShardRuntime

extension RegistryQueries {
    /// The arkivdeler that the reader sees whole, in the order they were made.
    func arkivdeler() throws -> [Arkivdel] {
        let visninger = Visninger(leser, dag, database)
        return try Oppsett.of(database).arkivdeler.filter { try visninger.visning($0.systemID) == .hel }
    }

    /// The classification systems, in the order they were made.
    func klassifikasjonssystemer() throws -> [Klassifikasjonssystem] { try Oppsett.of(database).systemer }

    /// The classes of a system by klasseID, after one; a system of identifiers has as many as there are persons or properties in the archive.
    /// Screened ones, as those of personal numbers, are listed for those who may see them: the klasseID is what is secret.
    func klasser(i system: SystemID, after klasseID: String = "", limit: Int = limitPage) throws -> [Klasse] {
        let visninger = Visninger(leser, dag, database)
        let visible = try Kjentvern.of(database).filter { visninger.visning($0.id, $0.tilgang) == .hel }.map(\.id)
        return try database.query(
            """
            SELECT k.innhold FROM klasse k LEFT JOIN tilgang t ON t.systemID = k.systemID
            WHERE k.klassifikasjonssystem = ?1 AND k.klasseID > ?2
            AND (t.vern IS NULL OR t.vern IN (SELECT value FROM json_each(?4))) ORDER BY k.klasseID LIMIT ?3
            """, .text(system.rawValue), .text(klasseID), .integer(Int64(limit)),
            .text("[\(visible.map(String.init).joined(separator: ","))]")
        ) { $0.text(0) }.map { try StoredObject.read($0) }
    }

    /// A class; nil when there is none, or none that the reader may see.
    func klasse(_ systemID: SystemID) throws -> Klasse? {
        guard try Visninger(leser, dag, database).visning(systemID) == .hel else { return nil }
        return try database.first("SELECT innhold FROM klasse WHERE systemID = ?", .text(systemID.rawValue)) { $0.text(0) }
            .map { try StoredObject.read($0) }
    }
}
