/// Text in e-mails and on the pages that their links lead to. Whatever comes from outside is one line of printable text.
public enum Eposttekst {
    /// One line of printable text: control characters and line separators become spaces, and what turns the direction of writing is left out.
    public static func plain(_ text: String, limit: Int = 200) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: scalars.append(" ")
            case .format, .privateUse, .unassigned, .surrogate: continue
            default: scalars.append(scalar)
            }
        }
        let line = String(scalars)
        return line.count > limit ? "\(line.prefix(limit - 1))…" : line
    }

    /// The same, as it stands in HTML.
    public static func escaped(_ text: String, limit: Int = 2_000) -> String {
        var escaped = ""
        for character in plain(text, limit: limit) {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// A link that is one: http or https, without blanks.
    static func link(_ text: String?) -> String? {
        guard let text, text.hasPrefix("https://") || text.hasPrefix("http://"), text.utf8.count <= 2_000,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return text
    }
}
