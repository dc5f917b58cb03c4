/// A value as SQLite keeps it: what is bound to a placeholder, and what a column holds.
public enum SQLValue: Sendable, Hashable {
    /// No value.
    case null
    /// A whole number.
    case integer(Int64)
    /// A number with a fraction.
    case real(Double)
    /// Text in UTF-8.
    case text(String)
    /// Bytes.
    case blob([UInt8])

    /// The number, or NULL.
    public init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
    /// The number, or NULL.
    public init(_ value: Int64?) { self = value.map { .integer($0) } ?? .null }
    /// The text, or NULL.
    public init(_ value: String?) { self = value.map { .text($0) } ?? .null }
    /// The bytes, or NULL.
    public init(_ value: [UInt8]?) { self = value.map { .blob($0) } ?? .null }
    /// 1 or 0, or NULL.
    public init(_ value: Bool?) { self = value.map { .integer($0 ? 1 : 0) } ?? .null }
    /// The number, or NULL. SQLite keeps NaN as NULL.
    public init(_ value: Double?) { self = value.map { .real($0) } ?? .null }
    /// The text behind a code such as an enum of strings, or NULL.
    public init<Code: RawRepresentable>(_ value: Code?) where Code.RawValue == String { self.init(value?.rawValue) }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral
{
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// A number with a fraction.
    public init(floatLiteral value: Double) { self = .real(value) }
    /// Text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// 1 or 0.
    public init(booleanLiteral value: Bool) { self = .integer(value ? 1 : 0) }
    /// NULL.
    public init(nilLiteral: ()) { self = .null }
}

extension SQLValue: Comparable {
    /// SQLite's own order: NULL, numbers, text byte by byte, blobs byte by byte.
    public static func < (left: SQLValue, right: SQLValue) -> Bool {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): a < b
        case (.real(let a), .real(let b)): a < b
        case (.integer(let a), .real(let b)): Double(a) < b
        case (.real(let a), .integer(let b)): a < Double(b)
        case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
        case (.blob(let a), .blob(let b)): a.lexicographicallyPrecedes(b)
        default: left.rank < right.rank
        }
    }

    private var rank: Int {
        switch self {
        case .null: 0
        case .integer, .real: 1
        case .text: 2
        case .blob: 3
        }
    }
}
