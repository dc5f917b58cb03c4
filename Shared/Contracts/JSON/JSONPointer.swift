/// A place in a JSON document (RFC 6901), such as `/mappe/part/0/partNavn`. The empty pointer is the whole document.
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    /// The pointer's text.
    public let description: String

    /// The whole document.
    public static let root = JSONPointer("")

    /// A pointer by its text, taken as it is.
    public init(_ text: String) { description = text }

    /// The place of a member below this one; `~` and `/` in the name are escaped.
    public func appending(_ name: String) -> JSONPointer {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
            return JSONPointer(description + "/" + name)
        }
        var escaped = ""
        for character in name.unicodeScalars {
            switch character {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return JSONPointer(description + "/" + escaped)
    }

    /// The place of an element below this one.
    public func appending(_ index: Int) -> JSONPointer { JSONPointer(description + "/\(index)") }

    /// The names and indices from the root, unescaped.
    public var tokens: [String] {
        description.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { token in
            guard token.contains("~") else { return String(token) }
            return token.split(separator: "~1", omittingEmptySubsequences: false)
                .map { $0.split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~") }
                .joined(separator: "/")
        }
    }
}
