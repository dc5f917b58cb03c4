/// Compares two databases row by row: a store with what the log makes of it anew.
public enum TableComparison {
    /// The first differences, in the order of tables and keys; none when the tables hold the same rows.
    ///
    /// Both sides are read from one committed state each, row beside row, so memory does not grow with the tables.
    /// - Parameters:
    ///   - tables: Which ones; nil for all that either side has (virtual tables and what stands behind them left out).
    ///   - limit: The most differences listed.
    public static func differences(
        left: Database, right: Database, tables: [String]? = nil, limit: Int = 100
    ) throws -> [TableDifference] {
        try left.readTransaction {
            try right.readTransaction {
                let names = try tables ?? Set(TableShape.tables(in: left)).union(TableShape.tables(in: right)).sorted()
                var found: [TableDifference] = []
                for name in names where found.count < limit {
                    try compare(name, left: left, right: right, limit: limit, into: &found)
                }
                return found
            }
        }
    }

    private static func compare(
        _ table: String, left: Database, right: Database, limit: Int, into found: inout [TableDifference]
    ) throws {
        let leftShape = try TableShape(of: table, in: left)
        let rightShape = try TableShape(of: table, in: right)
        guard let shape = leftShape, shape == rightShape else {
            // Tables of different shape have no common key to go by.
            if leftShape == nil, rightShape == nil { return }
            found.append(
                TableDifference(
                    table: table, key: [], column: nil, left: leftShape.map { .text($0.columns.joined(separator: ", ")) },
                    right: rightShape.map { .text($0.columns.joined(separator: ", ")) }))
            return
        }
        try left.withStatement(shape.select, []) { leftRows in
            try right.withStatement(shape.select, []) { rightRows in
                try merge(shape, leftRows, rightRows, limit: limit, into: &found)
            }
        }
    }

    private static func merge(
        _ shape: TableShape, _ leftRows: Statement, _ rightRows: Statement, limit: Int, into found: inout [TableDifference]
    ) throws {
        let keyCount = shape.key.count
        var left = try next(leftRows)
        var right = try next(rightRows)
        while found.count < limit, left != nil || right != nil {
            let leftKey = left.map { Array($0.prefix(keyCount)) }
            let rightKey = right.map { Array($0.prefix(keyCount)) }
            if let leftKey, rightKey.map({ leftKey.lexicographicallyPrecedes($0) }) ?? true {
                found.append(TableDifference(table: shape.table, key: leftKey, column: nil, left: left?.first, right: nil))
                left = try next(leftRows)
            } else if let rightKey, leftKey.map({ rightKey.lexicographicallyPrecedes($0) }) ?? true {
                found.append(TableDifference(table: shape.table, key: rightKey, column: nil, left: nil, right: right?.first))
                right = try next(rightRows)
            } else if let leftRow = left, let rightRow = right {
                for (index, column) in shape.readColumns.enumerated() where leftRow[index] != rightRow[index] && found.count < limit {
                    found.append(
                        TableDifference(
                            table: shape.table, key: leftRow.prefix(keyCount).map { $0 }, column: column, left: leftRow[index],
                            right: rightRow[index]))
                }
                left = try next(leftRows)
                right = try next(rightRows)
            }
        }
    }

    private static func next(_ statement: Statement) throws -> [SQLValue]? {
        try statement.step() ? Row(statement).values() : nil
    }
}
