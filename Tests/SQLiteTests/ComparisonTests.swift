import Testing

@testable import SQLite

@Suite struct ComparisonTests {
    let left: Database
    let right: Database

    init() throws {
        left = try Database(path: ":memory:")
        right = try Database(path: ":memory:")
        for database in [left, right] {
            try database.execute(
                """
                CREATE TABLE mappe (aar INTEGER, nr INTEGER, tittel TEXT COLLATE NOCASE, hash BLOB, PRIMARY KEY (aar, nr)) STRICT, WITHOUT ROWID;
                CREATE TABLE logg (tekst TEXT) STRICT;
                CREATE VIRTUAL TABLE sok USING fts5(tittel);
                """)
            for number in 0..<300 {
                try database.run("INSERT INTO mappe VALUES (2026, ?, ?, ?)", SQLValue(number), .text("Sak \(number)"), .blob([1, 2]))
            }
            try database.execute("INSERT INTO sok VALUES ('a')")
        }
    }

    func differences(limit: Int = 100) throws -> [TableDifference] {
        try TableComparison.differences(left: left, right: right, limit: limit)
    }

    @Test func `the same rows are no difference, in whatever order they came and however they were indexed`() throws {
        for text in ["a", "B", "b", "b"] { try left.run("INSERT INTO logg VALUES (?)", .text(text)) }
        for text in ["b", "B", "a", "b"] { try right.run("INSERT INTO logg VALUES (?)", .text(text)) }
        try right.execute("INSERT INTO sok VALUES ('b'); INSERT INTO sok(sok) VALUES ('optimize')")
        #expect(try differences().isEmpty)
        #expect(try left.tableDigests() == right.tableDigests())
        #expect(try left.tableDigests().keys.sorted() == ["logg", "mappe"])
        #expect(try left.tableDigest(of: "mappe").rows == 300)
    }

    @Test func `a changed value is told by table, key and column`() throws {
        try right.run("UPDATE mappe SET tittel = 'sak 7' WHERE nr = 7")
        #expect(
            try differences() == [
                TableDifference(table: "mappe", key: [2026, 7], column: "tittel", left: "Sak 7", right: "sak 7")
            ])
        #expect(try left.tableDigest(of: "mappe") != right.tableDigest(of: "mappe"))
    }

    @Test func `rows on one side only are told from the start, the middle and the end`() throws {
        try left.run("DELETE FROM mappe WHERE nr IN (0, 150, 299)")
        try right.run("DELETE FROM mappe WHERE nr = 151")
        let found = try differences()
        #expect(found.map(\.key) == [[2026, 0], [2026, 150], [2026, 151], [2026, 299]])
        #expect(found.map { $0.left == nil } == [true, true, false, true])
        #expect(found.map { $0.right == nil } == [false, false, true, false])
    }

    @Test func `the same value of another type, and one row too many without a key, are differences`() throws {
        try left.execute("CREATE TABLE v (k INTEGER PRIMARY KEY, v ANY) STRICT; INSERT INTO v VALUES (1, 1); INSERT INTO logg VALUES ('a')")
        try right.execute(
            "CREATE TABLE v (k INTEGER PRIMARY KEY, v ANY) STRICT; INSERT INTO v VALUES (1, '1'); INSERT INTO logg VALUES ('a'), ('a')")
        #expect(
            try differences() == [
                TableDifference(table: "logg", key: ["a"], column: nil, left: nil, right: "a"),
                TableDifference(table: "v", key: [1], column: "v", left: 1, right: "1"),
            ])
        #expect(try left.tableDigest(of: "v") != right.tableDigest(of: "v"))
    }

    @Test func `a table that is missing or has other columns is one difference`() throws {
        try left.execute("CREATE TABLE bare_her (a ANY) STRICT; ALTER TABLE logg ADD COLUMN mer TEXT")
        let found = try differences()
        #expect(found.map(\.table) == ["bare_her", "logg"])
        #expect(found.map(\.left) == ["a", "tekst, mer"])
        #expect(found.map(\.right) == [nil, "tekst"])
        #expect(throws: SQLiteError.self) { try left.tableDigest(of: "finnes_ikke") }
    }

    @Test func `no more differences than asked for are listed`() throws {
        try right.run("DELETE FROM mappe WHERE nr > 5")
        #expect(try differences(limit: 10).count == 10)
        #expect(try differences(limit: 1_000).count == 294)
    }
}
