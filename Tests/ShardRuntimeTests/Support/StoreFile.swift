import SQLite

/// What a test does to a store's file from outside, while nobody has it open.
enum StoreFile {
    /// Makes it a store of a program that did not keep the mark of the record at its last position.
    static func forgetMark(_ path: String) throws {
        let database = try Database(path: path, access: .readWrite)
        try database.execute("ALTER TABLE shard DROP COLUMN mark")
        database.close()
    }
}
