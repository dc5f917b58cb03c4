import Contracts
public import Domain
public import SQLite

/// What protects each object of a municipality's archive: the same tables in every service's store, filled from the registry's facts.
///
/// `tilgang` has one row an object: what it lies in, what stands on it, and `vern`, which names everything that holds for it. Objects that nothing
/// protects have none, and those that the same things protect share one: a reader is judged once for many of them.
public struct Tilgangslager {
    private let database: Database

    /// The tables of a store.
    public init(_ database: Database) { self.database = database }

    /// The migration that makes the tables, with the number it has in the service's store.
    public static func migration(number: Int) -> Migration {
        Migration(
            number: number, name: "tilgang",
            sql: """
                CREATE TABLE vern (
                    id INTEGER PRIMARY KEY,
                    tilgang TEXT NOT NULL UNIQUE CHECK (tilgang GLOB '{*}')
                ) STRICT;
                CREATE TABLE tilgang (
                    systemID TEXT PRIMARY KEY CHECK (length(systemID) = 36),
                    over TEXT CHECK (length(over) = 36),
                    klasse TEXT CHECK (length(klasse) = 36),
                    arkivdel TEXT CHECK (length(arkivdel) = 36),
                    eget TEXT CHECK (eget GLOB '{*}'),
                    vern INTEGER REFERENCES vern (id)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX tilgang_over ON tilgang (over) WHERE over IS NOT NULL;
                CREATE INDEX tilgang_klasse ON tilgang (klasse) WHERE klasse IS NOT NULL;
                CREATE INDEX tilgang_arkivdel ON tilgang (arkivdel) WHERE arkivdel IS NOT NULL;
                """)
    }

    // MARK: - Reading

    /// What protects an object; nil when nothing does, or the object is not known.
    public func tilgang(_ systemID: SystemID) throws -> Tilgang? { try tilgang(vern: vern(systemID)) }

    /// The number of what protects an object; nil when nothing does, or the object is not known.
    public func vern(_ systemID: SystemID) throws -> Int? {
        try database.first("SELECT vern FROM tilgang WHERE systemID = ?", .text(systemID.rawValue)) { $0.optionalInt(0) } ?? nil
    }

    /// What protects the objects with that number.
    public func tilgang(vern: Int?) throws -> Tilgang? {
        guard let vern else { return nil }
        return try database.first("SELECT tilgang FROM vern WHERE id = ?", .integer(Int64(vern))) { $0.text(0) }
            .map { try JSONBytes.decode($0) }
    }

    /// Whether an object is graded, or what lies in it two levels down: of a mappe its registreringer and their documents.
    public func erGradert(_ systemID: SystemID) throws -> Bool {
        let graded = "SELECT id FROM vern WHERE json_array_length(tilgang, '$.grader') > 0"
        // Most archives hold nothing graded.
        guard try database.first("\(graded) LIMIT 1", row: { $0.int(0) }) != nil else { return false }
        return try database.first(
            """
            SELECT 1 FROM tilgang WHERE vern IN (\(graded))
            AND (systemID = ?1 OR over = ?1 OR over IN (SELECT systemID FROM tilgang WHERE over = ?1)) LIMIT 1
            """, .text(systemID.rawValue)
        ) { $0.int(0) } != nil
    }

    /// Everything that protects any object, after a number.
    public func alleVern(after id: Int = 0) throws -> [(id: Int, tilgang: Tilgang)] {
        try database.query("SELECT id, tilgang FROM vern WHERE id > ? ORDER BY id", .integer(Int64(id))) { ($0.int(0), $0.text(1)) }
            .map { ($0.0, try JSONBytes.decode($0.1)) }
    }

    /// The number of what protects a document: by itself where something stands on it, else as its registrering.
    public func vern(dokument: SystemID, i registrering: SystemID) throws -> Int? {
        let own = try database.first("SELECT vern FROM tilgang WHERE systemID = ?", .text(dokument.rawValue)) { $0.optionalInt(0) }
        guard let own else { return try vern(registrering) }
        return own
    }

    /// The documents of a registrering on which something stands, and what protects each.
    public func dokumenter(i registrering: String) throws -> [(dokument: String, vern: Int?)] {
        try database.query("SELECT systemID, vern FROM tilgang WHERE over = ?", .text(registrering)) { ($0.text(0), $0.optionalInt(1)) }
    }

    /// An object's place; nil when it is not known.
    public func ledd(_ systemID: SystemID) throws -> Tilgangsledd? { try row(systemID)?.ledd }

    /// Places, in the order of their systemIDs.
    public func ledd(etter: SystemID?, limit: Int) throws -> [Tilgangsledd] {
        try database.query(
            "SELECT systemID FROM tilgang WHERE systemID > ? ORDER BY systemID LIMIT ?", .text(etter?.rawValue ?? ""),
            .integer(Int64(limit))
        ) { SystemID($0.text(0)) }.compactMap { try $0.flatMap { try ledd($0) } }
    }

    // MARK: - Writing

    /// Takes in what a fact changed; the objects that are protected by something else now, new ones apart.
    @discardableResult public func apply(_ endring: Tilgangsendring) throws -> [SystemID] {
        switch endring {
        case .nytt(let ledd):
            try insert(ledd)
            return []
        case .gjengitt(let ledd):
            let known = try row(ledd.systemID)?.ledd
            if known == ledd { return [] }
            if known == nil { try insert(ledd) } else { try replace(ledd) }
            return try recompute(ledd.systemID)
        case .flyttet(let mappe, let arkivdel):
            try database.run(
                "UPDATE tilgang SET arkivdel = ? WHERE systemID = ?", .text(arkivdel.rawValue), .text(mappe.rawValue))
            return try recompute(mappe)
        case .omklassifisert(let mappe, let klasse):
            try database.run("UPDATE tilgang SET klasse = ? WHERE systemID = ?", .text(klasse.rawValue), .text(mappe.rawValue))
            return try recompute(mappe)
        case .vern(let objekt, let registrering, let tilgang):
            guard let known = try eget(objekt) else {
                // A document on which nothing stood has no row yet; nor has what is older than these tables.
                try insert(Tilgangsledd(systemID: objekt, over: registrering, eget: tilgang))
                return [objekt] + (try recompute(objekt))
            }
            let ny = known.medVern(av: tilgang)
            try database.run(
                "UPDATE tilgang SET eget = ? WHERE systemID = ?", try json(ny == Tilgang() ? nil : ny), .text(objekt.rawValue))
            return try recompute(objekt)
        }
    }

    /// Takes in what a following service's commit says has changed.
    public func apply(_ event: TilgangFulgt) throws { for endring in event.endringer { try apply(endring) } }

    /// Takes in an object as an earlier program kept it, unless it is there already.
    public func keep(_ ledd: Tilgangsledd) throws {
        if try eget(ledd.systemID) == nil { try insert(ledd) }
    }

    private func insert(_ ledd: Tilgangsledd) throws {
        try database.run(
            "INSERT INTO tilgang (systemID, over, klasse, arkivdel, eget, vern) VALUES (?, ?, ?, ?, ?, ?)",
            .text(ledd.systemID.rawValue), SQLValue(ledd.over?.rawValue), SQLValue(ledd.klasse?.rawValue),
            SQLValue(ledd.arkivdel?.rawValue), try json(ledd.eget), SQLValue(try vern(of: ledd)))
    }

    private func replace(_ ledd: Tilgangsledd) throws {
        try database.run(
            "UPDATE tilgang SET over = ?2, klasse = ?3, arkivdel = ?4, eget = ?5 WHERE systemID = ?1", .text(ledd.systemID.rawValue),
            SQLValue(ledd.over?.rawValue), SQLValue(ledd.klasse?.rawValue), SQLValue(ledd.arkivdel?.rawValue), try json(ledd.eget))
    }

    /// Works out anew what protects an object and everything in it.
    private func recompute(_ root: SystemID) throws -> [SystemID] {
        var changed: [SystemID] = []
        var waiting = [root]
        var seen: Set<SystemID> = [root]
        while let id = waiting.popLast() {
            guard let row = try row(id) else { continue }
            let ny = try vern(of: row.ledd)
            if ny != row.vern {
                try database.run("UPDATE tilgang SET vern = ? WHERE systemID = ?", SQLValue(ny), .text(id.rawValue))
                changed.append(id)
            }
            for inner in try inside(id) where seen.insert(inner).inserted { waiting.append(inner) }
        }
        return changed
    }

    private func inside(_ id: SystemID) throws -> [SystemID] {
        let places = try ["over", "klasse", "arkivdel"].flatMap { column in
            try database.query("SELECT systemID FROM tilgang WHERE \(column) = ?", .text(id.rawValue)) { SystemID($0.text(0)) }
        }
        return places.compactMap(\.self)
    }

    // MARK: - What holds for an object

    /// The number of all that protects it; nil when nothing does.
    private func vern(of ledd: Tilgangsledd) throws -> Int? {
        if ledd.eget?.erAapen ?? true, try ledd.rundt.allSatisfy({ try vern($0) == nil }) { return nil }
        let samlet = try ledd.samlet { try row($0)?.ledd }
        return samlet.erAapen ? nil : try number(samlet)
    }

    private func number(_ tilgang: Tilgang) throws -> Int {
        let text = try JSONBytes.text(tilgang)
        let known = try database.first("SELECT id FROM vern WHERE tilgang = ?", .text(text)) { $0.int(0) }
        if let known { return known }
        try database.run("INSERT INTO vern (tilgang) VALUES (?)", .text(text))
        return Int(try database.lastInsertRowID)
    }

    private func row(_ id: SystemID) throws -> (ledd: Tilgangsledd, vern: Int?)? {
        let found = try database.first(
            "SELECT over, klasse, arkivdel, eget, vern FROM tilgang WHERE systemID = ?", .text(id.rawValue)
        ) { row in
            (
                row.optionalText(0), row.optionalText(1), row.optionalText(2), row.optionalText(3), row.optionalInt(4)
            )
        }
        guard let (over, klasse, arkivdel, eget, vern) = found else { return nil }
        let ledd = Tilgangsledd(
            systemID: id, over: over.flatMap { SystemID($0) }, klasse: klasse.flatMap { SystemID($0) },
            arkivdel: arkivdel.flatMap { SystemID($0) }, eget: try eget.map { try JSONBytes.decode($0) })
        return (ledd, vern)
    }

    /// What stands on an object; nil when it is not known.
    private func eget(_ id: SystemID) throws -> Tilgang? {
        let found = try database.first("SELECT eget FROM tilgang WHERE systemID = ?", .text(id.rawValue)) { $0.optionalText(0) }
        guard let found else { return nil }
        return try found.map { try JSONBytes.decode($0) } ?? Tilgang()
    }

    private func json(_ tilgang: Tilgang?) throws -> SQLValue { SQLValue(try tilgang.map { try JSONBytes.text($0) }) }
}
