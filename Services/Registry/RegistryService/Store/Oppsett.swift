import Domain
import SQLite

/// What a municipality's archive is set up with: small, rarely changed, asked for by every decision. Kept as long as the connection, and read
/// anew when the store says that it has changed.
final class Oppsett {
    /// The store's version that this was read at; each change gives another.
    let versjon: Int
    let kommune: Kommune?
    let enheter: [AdministrativEnhet]
    let regler: [String: Regel]
    let publiseringsregel: Publiseringsregel
    let kodelister: [Kodelistenavn: Kodeliste]
    let arkiver: [SystemID: Arkiv]
    /// In the order they were made.
    let arkivdeler: [Arkivdel]
    /// In the order they were made.
    let systemer: [Klassifikasjonssystem]

    private init(_ database: Database, versjon: Int) throws {
        self.versjon = versjon
        kommune = try database.first("SELECT innhold FROM kommune") { $0.text(0) }.map { try StoredObject.read($0) }
        enheter = try Oppsett.objects("SELECT innhold FROM administrativEnhet ORDER BY rekkefoelge", database)
        let regler: [Regel] = try Oppsett.objects("SELECT innhold FROM regel ORDER BY navn", database)
        self.regler = Dictionary(regler.map { ($0.navn, $0) }, uniquingKeysWith: { $1 })
        publiseringsregel =
            try database.first("SELECT innhold FROM publiseringsregel WHERE id = 1") { $0.text(0) }.map { try StoredObject.read($0) }
            ?? Publiseringsregel()
        let lister: [Kodeliste] = try Oppsett.objects("SELECT innhold FROM kodeliste ORDER BY navn", database)
        kodelister = Dictionary(lister.map { ($0.navn, $0) }, uniquingKeysWith: { $1 })
        let arkiver: [Arkiv] = try Oppsett.objects("SELECT innhold FROM arkiv", database)
        self.arkiver = Dictionary(arkiver.map { ($0.systemID, $0) }, uniquingKeysWith: { $1 })
        arkivdeler = try Oppsett.objects("SELECT innhold FROM arkivdel ORDER BY rekkefoelge", database)
        systemer = try Oppsett.objects("SELECT innhold FROM klassifikasjonssystem ORDER BY rekkefoelge", database)
    }

    /// The set-up as the store has it in the open transaction.
    static func of(_ database: Database) throws -> Oppsett {
        let versjon = try database.first("SELECT versjon FROM oppsett WHERE id = 1") { $0.int(0) } ?? 0
        if let known = database.companions[Oppsett.self], known.versjon == versjon { return known }
        let read = try Oppsett(database, versjon: versjon)
        database.companions[Oppsett.self] = read
        return read
    }

    private static func objects<Value: Decodable>(_ sql: String, _ database: Database) throws -> [Value] {
        try database.query(sql) { $0.text(0) }.map { try StoredObject.read($0) }
    }
}
