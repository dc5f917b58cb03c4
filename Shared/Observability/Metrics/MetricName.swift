/// The names that Prometheus accepts, and the endings its own naming advice asks for.
public enum MetricName {
    /// `[a-zA-Z_:][a-zA-Z0-9_:]*`, without the colon, which is kept for recording rules.
    public static func isValid(_ name: String) -> Bool { isIdentifier(name) }

    /// `[a-zA-Z_][a-zA-Z0-9_]*`, not beginning with `__` (Prometheus' own), and not `le` (a histogram's).
    public static func isLabel(_ name: String) -> Bool { isIdentifier(name) && !name.hasPrefix("__") && name != "le" }

    private static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetter(first) else { return false }
        return name.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_")
    }
}
