/// A line of comma-separated values (RFC 4180), UTF-8, safe to open in a spreadsheet.
enum CSVLine {
    /// The line with its end.
    ///
    /// A cell that a spreadsheet would take for a formula gets an apostrophe in front: a case's title is written by whoever wrote to the municipality.
    static func bytes(_ cells: [String]) -> [UInt8] {
        Array((cells.map(cell).joined(separator: ",") + "\r\n").utf8)
    }

    private static func cell(_ text: String) -> String {
        let guarded = isFormula(text) ? "'" + text : text
        let needsQuotes = guarded.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\r" || $0 == "\n" }
        // The scalars are looked at, not characters: a carriage return with a line feed is one character.
        return needsQuotes ? "\"" + guarded.replacing("\"", with: "\"\"") + "\"" : guarded
    }

    private static func isFormula(_ text: String) -> Bool {
        // Spaces in front do not keep a spreadsheet from it.
        guard let first = text.unicodeScalars.first(where: { $0 != " " && $0 != "\u{A0}" }) else { return false }
        return ["=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"].contains(first)
    }
}
