/// A media type (RFC 2045) with its parameters: `application/xml; charset=utf-8`.
public struct MediaType: Hashable, Sendable {
    /// `type/subtype`, lower case.
    public let essence: String
    /// Parameters by lower-case name, quotes removed; of equal names the first counts.
    public let parameters: [String: String]

    /// Nil unless the text is `token/token` with `name=value` parameters.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map { MediaType.trimmed($0) }
        guard let first = parts.first else { return nil }
        let names = first.split(separator: "/", omittingEmptySubsequences: false)
        guard names.count == 2, names.allSatisfy({ MediaType.isToken($0) }) else { return nil }
        essence = first.lowercased()
        var parameters: [String: String] = [:]
        for part in parts.dropFirst() where !part.isEmpty {
            guard let equals = part.firstIndex(of: "=") else { return nil }
            let name = MediaType.trimmed(part[..<equals]).lowercased()
            var value = MediaType.trimmed(part[part.index(after: equals)...])
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") { value = String(value.dropFirst().dropLast()) }
            guard MediaType.isToken(name), !value.isEmpty else { return nil }
            if parameters[name] == nil { parameters[name] = value }
        }
        self.parameters = parameters
    }

    /// Whether content of this type is JSON: `*/json` or `*/*+json`.
    public var isJSON: Bool { essence.hasSuffix("/json") || essence.hasSuffix("+json") }

    /// Whether content of this type is XML: `application/xml`, `text/xml` or `*/*+xml`.
    public var isXML: Bool { essence == "application/xml" || essence == "text/xml" || essence.hasSuffix("+xml") }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        guard let start = text.firstIndex(where: { !isSpace($0) }), let end = text.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(text[start...end])
    }

    private static func isToken(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
