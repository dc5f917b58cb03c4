import Foundation
import SQLite
import Testing

@Suite struct ConnectionTests {
    let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    func store(_ count: Int = 3) throws -> Database {
        let database = try Database(path: directory.file("store"), busyTimeoutMilliseconds: 20)
        try database.execute("CREATE TABLE IF NOT EXISTS tall (n INTEGER PRIMARY KEY, t TEXT) STRICT")
        try database.transaction { for number in 0..<count { try database.run("INSERT INTO tall VALUES (?, 'x')", SQLValue(number)) } }
        return database
    }

    @Test func `the settings are those the stores rely on`() throws {
        let writer = try store()
        let reader = try Database(path: writer.path, access: .readOnly)
        func setting(_ name: String, _ database: Database) throws -> SQLValue? { try database.first("PRAGMA \(name)") { $0.value(0) } }
        #expect(try setting("journal_mode", writer) == "wal")
        #expect(try setting("synchronous", writer) == 2)
        #expect(try setting("synchronous", Database(path: directory.file("scratch"), durability: .walOff)) == 0)
        #expect(try setting("synchronous", Database(path: directory.file("normal"), durability: .walNormal)) == 1)
        for database in [writer, reader] {
            #expect(try setting("foreign_keys", database) == 1)
            #expect(try setting("trusted_schema", database) == 0)
            #expect(try setting("cell_size_check", database) == 1)
            #expect(try setting("mmap_size", database) == 0)
        }
        #expect(try setting("wal_autocheckpoint", writer) == 1_000)
        #expect(try setting("wal_autocheckpoint", reader) == 0)
        #expect(try setting("query_only", reader) == 1)
        #expect(throws: SQLiteError.self) {
            try writer.execute("PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = 'x'")
        }
    }

    @Test func `each kind of companion lives with its own connection until it is taken away`() throws {
        final class Cache { var known = 0 }
        final class Other {}
        let (one, other) = (try store(), try Database(path: directory.file("another")))
        let cache = Cache()
        (one.companions[Cache.self], one.companions[Other.self]) = (cache, Other())
        one.companions[Cache.self]?.known = 7
        #expect(one.companions[Cache.self] === cache && cache.known == 7)
        #expect(other.companions[Cache.self] == nil)
        one.companions[Cache.self] = nil
        #expect(one.companions[Cache.self] == nil && one.companions[Other.self] != nil)
    }

    @Test func `a reader sees the last committed state beside an open transaction, and cannot write`() throws {
        let writer = try store()
        let reader = try Database(path: writer.path, access: .readOnly)
        let count = { try reader.first("SELECT count(*) FROM tall") { $0.int(0) } }
        try writer.begin()
        try writer.run("INSERT INTO tall VALUES (10, 'x')")
        #expect(try count() == 3)
        try reader.readTransaction {
            #expect(try count() == 3)
            try writer.commit()
            #expect(try count() == 3)
        }
        #expect(try count() == 4)
        let error = #expect(throws: SQLiteError.self) { try reader.run("DELETE FROM tall") }
        #expect(error?.code == .readOnly)
        #expect(throws: SQLiteError.self) { try reader.checkpoint() }
    }

    @Test func `a second writer waits its time and is told that the store is busy`() throws {
        let writer = try store()
        let second = try Database(path: writer.path, busyTimeoutMilliseconds: 20)
        try writer.begin()
        let error = #expect(throws: SQLiteError.self) { try second.begin() }
        #expect(error?.code == .busy)
        try writer.commit()
        try second.transaction { try second.run("INSERT INTO tall VALUES (11, 'x')") }
    }

    @Test func `a reader that closes last leaves the write-ahead log to the writer`() throws {
        let writer = try store()
        let reader = try Database(path: writer.path, access: .readOnly)
        #expect(try reader.first("SELECT count(*) FROM tall") { $0.int(0) } == 3)
        // A writer that dies does not checkpoint; this one would at close, so look at what a copy of its files does.
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: writer.path + suffix, toPath: directory.file("copy") + suffix)
        }
        let size = { try FileManager.default.attributesOfItem(atPath: self.directory.file("copy") + "-wal")[.size] as? Int }
        let before = try size()
        do {
            let last = try Database(path: directory.file("copy"), access: .readOnly)
            #expect(try last.first("SELECT count(*) FROM tall") { $0.int(0) } == 3)
        }
        #expect(try size() == before)
        #expect((before ?? 0) > 0)
    }

    @Test func `a checkpoint empties the write-ahead log unless a reader is in the way`() throws {
        let writer = try store()
        let reader = try Database(path: writer.path, access: .readOnly)
        try reader.readTransaction {
            _ = try reader.first("SELECT count(*) FROM tall") { $0.int(0) }
            try writer.run("INSERT INTO tall VALUES (20, 'x')")
            #expect(try !writer.checkpoint())
        }
        #expect(try writer.checkpoint())
        #expect(try FileManager.default.attributesOfItem(atPath: writer.path + "-wal")[.size] as? Int == 0)
    }

    @Test func `a file that is missing, foreign or damaged is a named error`() throws {
        let missing = #expect(throws: SQLiteError.self) { try Database(path: directory.file("none"), access: .readOnly) }
        #expect(missing?.code == .cantOpen)
        let noDirectory = #expect(throws: SQLiteError.self) { try Database(path: directory.file("no/such")) }
        #expect(noDirectory?.code == .cantOpen)

        try Data(repeating: 0x41, count: 8_192).write(to: URL(filePath: directory.file("foreign")))
        for access in [Access.readWrite, .readOnly] {
            let foreign = #expect(throws: SQLiteError.self) { try Database(path: directory.file("foreign"), access: access) }
            #expect(foreign?.code == .notADatabase)
            #expect(foreign?.isDamaged == true)
        }

        let path = try store(2_000).path
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes.replaceSubrange(4_096..<12_288, with: Data(repeating: 0xee, count: 8_192))
        try bytes.write(to: URL(filePath: path))
        let database = try Database(path: path)
        let damaged = #expect(throws: SQLiteError.self) { try database.query("SELECT n, t FROM tall") { $0.values() } }
        #expect(damaged?.code == .corrupt)
        #expect(damaged?.isDamaged == true)
        #expect(try !database.quickCheck().isEmpty)
    }

    @Test func `a whole file passes its checks, and a row without its parent does not`() throws {
        let database = try store()
        #expect(try database.quickCheck().isEmpty)
        #expect(try database.integrityCheck().isEmpty)
        try database.execute(
            "PRAGMA foreign_keys = 0; CREATE TABLE barn (n INTEGER REFERENCES tall) STRICT; INSERT INTO barn VALUES (99)")
        #expect(try database.integrityCheck() == ["a row of barn refers to a row of tall that is missing"])
    }

    @Test func `a connection that only reads can write a snapshot, and still only reads afterwards`() throws {
        let writer = try Database(path: directory.file("store"))
        try writer.execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)")
        let reader = try Database(path: directory.file("store"), access: .readOnly)
        try reader.snapshot(to: directory.file("snapshot"))
        let copy = try Database(path: directory.file("snapshot"), access: .readOnly)
        #expect(try copy.first("SELECT a FROM t") { $0.int(0) } == 1)
        #expect(throws: SQLiteError.self) { try reader.run("INSERT INTO t VALUES (2)") }
        #expect(throws: SQLiteError.self) { try reader.run("CREATE TEMP TABLE s (a INTEGER)") }
    }

    @Test func `a snapshot is a whole database and never overwrites a file`() throws {
        let database = try store(500)
        try database.snapshot(to: directory.file("snapshot"))
        let copy = try Database(path: directory.file("snapshot"))
        #expect(try copy.first("SELECT count(*) FROM tall") { $0.int(0) } == 500)
        #expect(try TableComparison.differences(left: database, right: copy).isEmpty)
        #expect(throws: SQLiteError.self) { try database.snapshot(to: directory.file("snapshot")) }
    }

    @Test func `an interrupt from another thread ends the statement, and one after closing does nothing`() throws {
        let database = try store()
        let interrupter = database.interrupter
        let endless = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t"
        // Again and again, since the statement may not have begun at the first.
        let thread = Thread { while !Thread.current.isCancelled { interrupter.interrupt() } }
        thread.start()
        let error = #expect(throws: SQLiteError.self) { try database.first(endless) { $0.int(0) } }
        thread.cancel()
        #expect(error?.code == .interrupted)
        database.close()
        interrupter.interrupt()
    }
}
