import SQLite
import Testing

@Suite struct TransactionTests {
    struct Stop: Error {}
    let directory: TemporaryDirectory
    let database: Database

    init() throws {
        directory = try TemporaryDirectory()
        database = try Database(path: directory.file("store"))
        try database.execute("CREATE TABLE tall (n INTEGER PRIMARY KEY) STRICT")
    }

    func add(_ number: Int) throws { try database.run("INSERT INTO tall VALUES (?)", SQLValue(number)) }
    func numbers() throws -> [Int] { try database.query("SELECT n FROM tall ORDER BY n") { $0.int(0) } }

    @Test func `what throws in a savepoint is undone, what stands around it stays`() throws {
        try database.transaction {
            try add(1)
            try database.savepoint {
                try add(2)
                #expect(throws: Stop.self) {
                    try database.savepoint {
                        try add(3)
                        try database.savepoint { try add(4) }
                        throw Stop()
                    }
                }
                try add(5)
            }
            #expect(try database.inTransaction)
        }
        #expect(try numbers() == [1, 2, 5])
        #expect(try !database.inTransaction)
    }

    @Test func `an error in a transaction undoes all of it and comes out as it was`() throws {
        #expect(throws: Stop.self) {
            try database.transaction {
                try add(1)
                throw Stop()
            }
        }
        #expect(try numbers().isEmpty)
        #expect(try !database.inTransaction)
    }

    @Test func `a savepoint outside a transaction is a transaction`() throws {
        try database.savepoint { try add(1) }
        #expect(throws: Stop.self) {
            try database.savepoint {
                try add(2)
                throw Stop()
            }
        }
        #expect(try numbers() == [1])
    }

    @Test func `a constraint inside a savepoint costs that savepoint only`() throws {
        try database.begin()
        try add(1)
        let error = #expect(throws: SQLiteError.self) {
            try database.savepoint {
                try add(2)
                try add(1)
            }
        }
        #expect(error?.code == .constraint)
        #expect(error?.isDuplicate == true)
        try database.commit()
        #expect(try numbers() == [1])
    }

    @Test func `rolling back twice and rolling back nothing is no error`() throws {
        try database.rollback()
        try database.begin()
        try add(1)
        try database.rollback()
        try database.rollback()
        #expect(try numbers().isEmpty)
    }

    @Test func `a transaction in a transaction is refused and the outer one goes on`() throws {
        try database.begin()
        try add(1)
        #expect(throws: SQLiteError.self) { try database.begin() }
        try database.commit()
        #expect(try numbers() == [1])
    }

    @Test func `a deferred foreign key that fails at commit leaves nothing`() throws {
        try database.execute("CREATE TABLE barn (n INTEGER REFERENCES tall DEFERRABLE INITIALLY DEFERRED) STRICT")
        let error = #expect(throws: SQLiteError.self) { try database.transaction { try database.run("INSERT INTO barn VALUES (7)") } }
        #expect(error?.code == .constraint)
        #expect(try !database.inTransaction)
        #expect(try database.query("SELECT n FROM barn") { $0.int(0) }.isEmpty)
    }

    @Test func `a full disk inside a savepoint is named, and the store goes on with what it had`() throws {
        try database.execute("CREATE TABLE blob (b BLOB) STRICT; PRAGMA max_page_count = 40")
        try database.transaction { try add(1) }
        let error = #expect(throws: SQLiteError.self) {
            try database.transaction {
                try add(2)
                try database.savepoint {
                    for _ in 0..<100 { try database.run("INSERT INTO blob VALUES (?)", .blob(Array(repeating: 7, count: 4_096))) }
                }
            }
        }
        #expect(error?.code == .full)
        #expect(error?.isDiskFull == true)
        #expect(try numbers() == [1])
        try database.execute("PRAGMA max_page_count = 4000")
        try database.transaction { try add(2) }
        #expect(try numbers() == [1, 2])
        #expect(try database.integrityCheck().isEmpty)
    }
}
