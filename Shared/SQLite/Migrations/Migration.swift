/// One step of a schema. Frozen once released: what a store has applied is kept in the store, text and all, and compared at each start.
public struct Migration: Hashable, Sendable {
    /// The place in the order, from 1 without gaps.
    public let number: Int
    /// What it brings, in a word or two.
    public let name: String
    /// A script of any number of statements, without BEGIN and COMMIT.
    public let sql: String

    /// One step of a schema.
    public init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }

    /// The step in a file named `NNNN-name.sql`. Nil when the file is named otherwise.
    public init?(fileName: String, sql: String) {
        guard fileName.hasSuffix(".sql"), let dash = fileName.firstIndex(of: "-"), let number = Int(fileName[..<dash]) else { return nil }
        let name = fileName[fileName.index(after: dash)...].dropLast(4)
        guard number > 0, !name.isEmpty else { return nil }
        self.init(number: number, name: String(name), sql: sql)
    }
}
