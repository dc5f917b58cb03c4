/// The names that files in a message may have. A name is a label, never a path that anything is written to; but what looks like a way out of
/// a folder is an attack or a mistake, and is said to be one.
public enum Filnavn {
    /// Most bytes of a name, in UTF-8: what file systems take, where people save it again.
    public static let limitBytes = 255

    /// What is wrong with a name; nil for a good one.
    public static func fault(_ navn: String) -> String? {
        if navn.allSatisfy(\.isWhitespace) { return "is empty" }
        if navn.utf8.count > limitBytes { return "is longer than \(limitBytes) bytes" }
        if navn.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) { return "has control characters" }
        if navn.hasPrefix("/") || navn.contains("\\") { return "is an absolute path, or has a backslash" }
        let parts = navn.split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) { return "has a path part that is empty, «.» or «..»" }
        return nil
    }
}
