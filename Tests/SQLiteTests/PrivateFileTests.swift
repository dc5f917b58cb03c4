import Foundation
import SQLite
import Testing

struct PrivateFileTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("sqlite-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    private func modes() throws -> [String: Int] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return try Dictionary(
            uniqueKeysWithValues: names.map { name in
                let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.posixPermissions] as? Int
                return (name, mode ?? 0)
            })
    }

    @Test func `a database and all that SQLite puts beside it is its owner's alone, and so is a snapshot`() throws {
        let database = try Database(path: "\(folder)/a.sqlite")
        try database.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
        try database.snapshot(to: "\(folder)/b.sqlite")
        #expect(try modes() == ["a.sqlite": 0o600, "a.sqlite-wal": 0o600, "a.sqlite-shm": 0o600, "b.sqlite": 0o600])
        database.close()
    }

    @Test func `one that was made more openly is closed when it is opened for writing`() throws {
        let path = "\(folder)/a.sqlite"
        try Database(path: path).execute("CREATE TABLE t (a)")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let database = try Database(path: path)
        try database.execute("INSERT INTO t VALUES (1)")
        #expect(try modes() == ["a.sqlite": 0o600, "a.sqlite-wal": 0o600, "a.sqlite-shm": 0o600])
        database.close()
    }

    @Test func `a snapshot over a file that is there is refused as before`() throws {
        let database = try Database(path: "\(folder)/a.sqlite")
        try database.execute("CREATE TABLE t (a)")
        try Data("something".utf8).write(to: URL(fileURLWithPath: "\(folder)/b.sqlite"))
        #expect(throws: SQLiteError.self) { try database.snapshot(to: "\(folder)/b.sqlite") }
        database.close()
    }
}
