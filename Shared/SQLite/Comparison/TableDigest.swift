/// A value that is the same for two tables exactly when their rows are (up to the chance of 64 bits colliding): for finding out
/// quickly, not for proving anything to others.
public struct TableDigest: Hashable, Sendable {
    /// How many rows went in.
    public private(set) var rows = 0
    /// FNV-1a over every column's name, and every value with its type and length, in the order of the key.
    public private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(column name: String) { add(tag: 9, Array(name.utf8)) }

    mutating func add(_ row: borrowing Row) {
        rows += 1
        for column in 0..<row.columnCount {
            switch row.value(column) {
            case .null: add(byte: 0)
            case .integer(let number): add(tag: 1, number: UInt64(bitPattern: number))
            case .real(let number): add(tag: 2, number: number.bitPattern)
            case .text(let text): add(tag: 3, Array(text.utf8))
            case .blob(let bytes): add(tag: 4, bytes)
            }
        }
    }

    private mutating func add(tag: UInt8, _ bytes: [UInt8]) {
        add(tag: tag, number: UInt64(bytes.count))
        for byte in bytes { add(byte: byte) }
    }

    private mutating func add(tag: UInt8, number: UInt64) {
        add(byte: tag)
        for shift in stride(from: 0, to: 64, by: 8) { add(byte: UInt8(truncatingIfNeeded: number >> shift)) }
    }

    private mutating func add(byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
}

extension Database {
    /// The digest of a table's rows in the order of its key. Read it within ``readTransaction(_:)`` when several tables belong together.
    ///
    /// - Throws: ``SQLiteError`` with code `error` when there is no such table.
    public func tableDigest(of table: String) throws -> TableDigest {
        guard let shape = try TableShape(of: table, in: self) else {
            throw SQLiteError(extendedCode: SQLiteCode.error.rawValue, message: "no such table: \(table)")
        }
        var digest = TableDigest()
        for column in shape.readColumns { digest.add(column: column) }
        try forEach(shape.select) { digest.add($0) }
        return digest
    }

    /// The digests of all tables, virtual ones and those behind them left out, from one committed state.
    public func tableDigests() throws -> [String: TableDigest] {
        try readTransaction {
            var digests: [String: TableDigest] = [:]
            for table in try TableShape.tables(in: self) { digests[table] = try tableDigest(of: table) }
            return digests
        }
    }
}
