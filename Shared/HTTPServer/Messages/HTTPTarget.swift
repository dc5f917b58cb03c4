/// A request target taken apart (RFC 9112, 3.2): the raw path, its decoded segments, the decoded query.
struct HTTPTarget: Sendable, Hashable {
    /// The path as it was written; `*` for `OPTIONS *`.
    let path: String
    /// The path split at its raw slashes, each part decoded afterwards, so that `%2F` stays inside its segment. `/` has none.
    let segments: [String]
    /// What stands after the `?`.
    let query: HTTPQuery

    /// Takes a target apart; nil when it is not one: a broken escape, no UTF-8, a segment `.` or `..` (clients resolve those), no
    /// leading slash.
    init?(_ target: String) {
        let origin = Self.originForm(target)
        let mark = origin.utf8.firstIndex(of: UInt8(ascii: "?")) ?? origin.endIndex
        let rawPath = origin[..<mark]
        guard let query = mark == origin.endIndex ? HTTPQuery() : HTTPQuery(parsing: origin[origin.utf8.index(after: mark)...].utf8) else {
            return nil
        }
        self.query = query
        path = String(rawPath)
        if rawPath == "*" {
            segments = ["*"]
            return
        }
        guard rawPath.utf8.first == UInt8(ascii: "/") else { return nil }
        var decoded: [String] = []
        if rawPath.utf8.count > 1 {
            for part in rawPath.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
                guard let segment = PercentDecoding.decode(part), segment != ".", segment != ".." else { return nil }
                decoded.append(segment)
            }
        }
        segments = decoded
    }

    /// The path and query of `http://host/path?query`, which proxies send; anything else as it is.
    private static func originForm(_ target: String) -> Substring {
        let bytes = target.utf8
        guard bytes.first != UInt8(ascii: "/"), let scheme = bytes.firstIndex(of: UInt8(ascii: ":")) else { return target[...] }
        let afterScheme = target[scheme...]
        guard afterScheme.hasPrefix("://") else { return target[...] }
        let authority = afterScheme.dropFirst(3)
        guard let end = authority.utf8.firstIndex(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }) else { return "/" }
        return authority[end] == "/" ? authority[end...] : Substring("/" + authority[end...])
    }
}
