/// Text in e-mails and on the pages that their links lead to. Whatever comes from outside is one line of printable text.
public enum Eposttekst {
    /// One line of printable text: control characters and line separators become spaces, and what turns the direction of writing is left out. A
    /// fødselsnummer becomes asterisks: e-mail goes through others' machines.
    public static func plain(_ text: String, limit: Int = 200) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: scalars.append(" ")
            case .format, .privateUse, .unassigned, .surrogate: continue
            default: scalars.append(scalar)
            }
        }
        let line = String(scalars).replacing(/\b[0-9]{6} ?[0-9]{5}\b/) {
            Foedselsnummer($0.output) == nil ? String($0.output) : String(repeating: "*", count: 11)
        }
        return line.count > limit ? "\(line.prefix(limit - 1))…" : line
    }

    /// The same, as it stands in HTML.
    public static func escaped(_ text: String, limit: Int = 2_000) -> String { markup(plain(text, limit: limit)) }

    /// Text as it stands in HTML, and nothing else changed: a link stays what it is.
    static func markup(_ text: String) -> String {
        var escaped = ""
        for character in text {
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
