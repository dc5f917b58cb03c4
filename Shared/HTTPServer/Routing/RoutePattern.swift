/// The path of a route: literal segments and `{name}` parameters, each of which matches exactly one non-empty segment.
struct RoutePattern: Sendable, Hashable {
    enum Segment: Sendable, Hashable {
        case literal(String)
        case parameter(String)
    }

    /// As it was written.
    let text: String
    let segments: [Segment]

    /// Parses a pattern; a malformed one is a mistake in the program and stops it.
    init(_ text: String) {
        precondition(text.utf8.first == UInt8(ascii: "/"), "a route's pattern begins with a slash: \(text)")
        self.text = text
        segments = text.utf8.count == 1 ? [] : text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(Self.segment)
        let names = segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
        precondition(Set(names).count == names.count, "a route's parameters have different names: \(text)")
    }

    private static func segment(_ part: Substring) -> Segment {
        guard part.hasPrefix("{"), part.hasSuffix("}") else {
            precondition(!part.isEmpty && !part.contains("{"), "a route's segment is a literal or one {name}: \(part)")
            return .literal(String(part))
        }
        let name = part.dropFirst().dropLast()
        precondition(!name.isEmpty, "a route's parameter has a name")
        return .parameter(String(name))
    }
}
