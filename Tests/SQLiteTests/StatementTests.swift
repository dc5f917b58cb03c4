import Testing

@testable import SQLite

@Suite struct StatementTests {
    let database: Database

    init() throws {
        database = try Database(path: ":memory:")
        try database.execute(
            "CREATE TABLE mappe (id INTEGER PRIMARY KEY, tittel TEXT, hash BLOB, vekt REAL) STRICT")
    }

    @Test func `every kind of value comes back as it went in`() throws {
        let values: [SQLValue] = [1, "Byggesak Ævfjord 12/3 \u{0} rest", .blob([0, 255, 7]), 1.5]
        #expect(try database.run("INSERT INTO mappe VALUES (?, ?, ?, ?)", values) == 1)
        #expect(try database.query("SELECT * FROM mappe") { $0.values() } == [values])
        #expect(try database.lastInsertRowID == 1)
    }

    @Test func `empty text and an empty blob are not NULL, and an absent value is`() throws {
        try database.run("INSERT INTO mappe VALUES (?, ?, ?, ?)", 1, .text(""), .blob([]), nil)
        try database.run("INSERT INTO mappe VALUES (?, ?, ?, ?)", 2, SQLValue(String?.none), SQLValue([UInt8]?.none), SQLValue(2.0))
        let rows = try database.query("SELECT tittel, hash, vekt FROM mappe ORDER BY id") {
            ($0.optionalText(0), $0.optionalBytes(1), $0.optionalDouble(2))
        }
        #expect(rows[0] == ("", [], nil))
        #expect(rows[1] == (nil, nil, 2.0))
    }

    @Test func `a column that holds something else than asked for is a named error`() throws {
        try database.run("INSERT INTO mappe VALUES (1, NULL, x'00', 1)")
        let error = #expect(throws: SQLiteError.self) { try database.query("SELECT id, tittel FROM mappe") { $0.text(1) } }
        #expect(error?.code == .mismatch)
        #expect(error?.message.contains("tittel") == true)
        #expect(throws: SQLiteError.self) { try database.first("SELECT hash FROM mappe") { $0.int(0) } }
        #expect(throws: SQLiteError.self) { try database.first("SELECT id FROM mappe") { $0.text(5) } }
        #expect(try database.first("SELECT tittel FROM mappe") { $0.optionalText(0) } == .some(nil))
    }

    @Test func `the number of changed rows is that of this statement`() throws {
        #expect(try database.run("INSERT INTO mappe (tittel) VALUES ('a'), ('b'), ('c')") == 3)
        #expect(try database.run("CREATE TABLE ny (a ANY) STRICT") == 0)
        #expect(try database.run("UPDATE mappe SET tittel = 'd' WHERE id > 1") == 2)
        #expect(try database.run("UPDATE mappe SET tittel = 'd' WHERE id > 10") == 0)
    }

    @Test func `a wrong number of values, a second statement and no statement are refused`() throws {
        for sql in ["SELECT ?, ?", "SELECT ?; SELECT 2", "", "-- nothing"] {
            #expect(throws: SQLiteError.self) { try database.query(sql, 1) { $0.int(0) } }
        }
        #expect(try database.query("SELECT ?;\n", 1) { $0.int(0) } == [1])
        let error = #expect(throws: SQLiteError.self) { try database.run("SELEKT 1") }
        #expect(error?.code == .error)
        #expect(error?.sql == "SELEKT 1")
    }

    @Test func `the same statement can be read inside itself`() throws {
        try database.run("INSERT INTO mappe (tittel) VALUES ('a'), ('b')")
        let sql = "SELECT id FROM mappe ORDER BY id"
        let pairs = try database.query(sql) { outer in try database.query(sql) { inner in [outer.int(0), inner.int(0)] } }
        #expect(pairs == [[[1, 1], [1, 2]], [[2, 1], [2, 2]]])
    }

    @Test func `a reader that throws leaves the statement ready for the next use`() throws {
        struct Stop: Error {}
        try database.run("INSERT INTO mappe (tittel) VALUES ('a'), ('b')")
        #expect(throws: Stop.self) { try database.forEach("SELECT id FROM mappe") { _ in throw Stop() } }
        #expect(try database.query("SELECT id FROM mappe") { $0.int(0) } == [1, 2])
    }

    @Test func `the cache keeps no more statements than its limit, and the ones used last`() throws {
        let database = try Database(path: ":memory:", statementCacheLimit: 4)
        for number in 0..<20 {
            #expect(try database.first("SELECT 0", row: { $0.int(0) }) == 0)
            #expect(try database.first("SELECT \(number) + 1", row: { $0.int(0) }) == number + 1)
        }
        #expect(database.statements.count == 4)
        let kept = try database.statements.take("SELECT 0", connection: database.connection)
        defer { database.statements.putBack(kept) }
        #expect(kept.lastUse > 1 && database.statements.count == 4)
    }

    @Test func `a cache full of statements being read still serves one more`() throws {
        let database = try Database(path: ":memory:", statementCacheLimit: 1)
        let sum = try database.first("SELECT 1") { one in try database.first("SELECT 2") { one.int(0) + $0.int(0) } }
        #expect(sum == 3)
        #expect(database.statements.count == 1)
    }

    @Test func `values sort as SQLite sorts them`() throws {
        let values: [SQLValue] = [nil, -3, 1.5, 2, "A", "Z", "a", "Å", .blob([]), .blob([0]), .blob([255])]
        try database.execute("CREATE TABLE v (v ANY) STRICT")
        for value in values.reversed() { try database.run("INSERT INTO v VALUES (?)", value) }
        #expect(try database.query("SELECT v FROM v ORDER BY v") { $0.value(0) } == values)
        #expect(values.reversed().sorted() == values)
    }

    @Test func `a closed database says so`() throws {
        database.close()
        let error = #expect(throws: SQLiteError.self) { try database.run("SELECT 1") }
        #expect(error?.code == .misuse)
    }
}
