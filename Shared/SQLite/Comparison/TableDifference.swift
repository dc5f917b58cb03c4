/// One place where two databases differ.
public struct TableDifference: Hashable, Sendable, CustomStringConvertible {
    /// The table.
    public let table: String
    /// The values of the row's key; empty when the tables themselves differ in shape.
    public let key: [SQLValue]
    /// The column; nil when the whole row, or the whole table, is on one side only.
    public let column: String?
    /// The left value; nil when the row or the table is missing on the left.
    public let left: SQLValue?
    /// The right value; nil when the row or the table is missing on the right.
    public let right: SQLValue?

    /// Table, key and column with both values, on one line. It shows content: not for logs.
    public var description: String {
        let place = "\(table)\(key.map(\.shown))" + (column.map { ".\($0)" } ?? "")
        if case .text(let left) = left, case .text(let right) = right {
            // Long texts are shown from shortly before where they part.
            let common = zip(left, right).prefix { $0 == $1 }.count
            let skipped = max(0, common - 20)
            return "\(place): \(SQLValue.shown(left, after: skipped)) | \(SQLValue.shown(right, after: skipped))"
        }
        return "\(place): \(left?.shown ?? "missing") | \(right?.shown ?? "missing")"
    }
}

extension SQLValue {
    /// As SQL would write it, cut where it is long.
    fileprivate var shown: String {
        switch self {
        case .null: "NULL"
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .text(let text): SQLValue.shown(text, after: 0)
        case .blob(let bytes): "x'" + bytes.prefix(32).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'"
        }
    }

    fileprivate static func shown(_ text: String, after skipped: Int) -> String {
        "\(skipped > 0 ? "…" : "")'\(text.dropFirst(skipped).prefix(80))'"
    }
}
