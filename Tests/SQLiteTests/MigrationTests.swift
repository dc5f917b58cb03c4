import SQLite
import Testing

@Suite struct MigrationTests {
    let directory: TemporaryDirectory
    let first = Migration(number: 1, name: "mappe", sql: "CREATE TABLE mappe (id INTEGER PRIMARY KEY) STRICT;")
    let second = Migration(number: 2, name: "tittel", sql: "ALTER TABLE mappe ADD COLUMN tittel TEXT; INSERT INTO mappe VALUES (1, 'a');")

    init() throws { directory = try TemporaryDirectory() }

    @Test func `a new file gets every step once, also over several starts`() throws {
        for start in 0..<3 {
            let database = try Database(path: directory.file("store"))
            #expect(try database.migrate(start == 0 ? [first] : [first, second]) == (start == 0 ? [first] : start == 1 ? [second] : []))
        }
        let database = try Database(path: directory.file("store"), access: .readOnly)
        #expect(try database.query("SELECT id, tittel FROM mappe") { $0.values() } == [[1, "a"]])
        #expect(try database.appliedMigrations() == [first, second])
        #expect(try database.first("PRAGMA user_version") { $0.int(0) } == 2)
    }

    @Test func `a step changed after release is refused by name`() throws {
        let database = try Database(path: ":memory:")
        try database.migrate([first, second])
        let changed = Migration(number: 1, name: "mappe", sql: first.sql + " ")
        #expect(throws: MigrationError.changedAfterRelease(number: 1, name: "mappe")) { try database.migrate([changed, second]) }
    }

    @Test func `a store newer than the program is refused`() throws {
        let database = try Database(path: ":memory:")
        try database.migrate([first, second])
        #expect(throws: MigrationError.storeIsNewer(found: 2, known: 1)) { try database.migrate([first]) }
    }

    @Test func `steps that skip a number are refused`() throws {
        let database = try Database(path: ":memory:")
        #expect(throws: MigrationError.outOfOrder(number: 2)) { try database.migrate([second]) }
        #expect(throws: MigrationError.outOfOrder(number: 1)) { try database.migrate([first, first]) }
    }

    @Test func `a step that fails leaves nothing of the others behind`() throws {
        let database = try Database(path: ":memory:")
        let broken = Migration(number: 2, name: "broken", sql: "CREATE TABLE a (a ANY) STRICT; CREATE TABLE mappe (b ANY) STRICT;")
        #expect(throws: SQLiteError.self) { try database.migrate([first, broken]) }
        #expect(try database.first("SELECT count(*) FROM sqlite_schema") { $0.int(0) } == 0)
    }

    @Test func `a step that commits is refused`() throws {
        let database = try Database(path: ":memory:")
        let committing = Migration(number: 1, name: "commits", sql: "CREATE TABLE a (a ANY) STRICT; COMMIT;")
        #expect(throws: MigrationError.endsTransaction(number: 1, name: "commits")) { try database.migrate([committing]) }
    }

    @Test func `a file name tells number and name`() {
        #expect(Migration(fileName: "0002-tittel.sql", sql: second.sql) == second)
        for wrong in ["tittel.sql", "0002.sql", "0002-.sql", "0002-tittel.txt", "0-a.sql", "-1-a.sql"] {
            #expect(Migration(fileName: wrong, sql: "") == nil, "\(wrong)")
        }
    }
}
