/// A file's entity tag: its checksum. A stored file never changes, so the tag is a strong one (RFC 9110, 8.8.3).
struct EntityTag: Equatable {
    /// As it stands in `ETag`, with its quotes.
    let text: String

    init(sjekksum: String) { text = "\"\(sjekksum)\"" }

    /// Whether `If-None-Match` (compared weakly) names it, or anything.
    func isNamed(inNoneMatch fields: [String]) -> Bool {
        Self.tags(fields).contains { $0 == "*" || $0 == text || $0 == "W/" + text }
    }

    /// Whether `If-Match` (compared strongly) names it, or anything.
    func isNamed(inMatch fields: [String]) -> Bool { Self.tags(fields).contains { $0 == "*" || $0 == text } }

    /// Whether `If-Range` is this very version. A date never is: dates are not what a version is known by here.
    func isRange(_ field: String) -> Bool { field == text }

    private static func tags(_ fields: [String]) -> [String] {
        // A checksum has no comma, so a tag with one is none of ours.
        fields.flatMap { $0.split(separator: ",") }.map { tag in String(tag.filter { $0 != " " && $0 != "\t" }) }
    }
}
