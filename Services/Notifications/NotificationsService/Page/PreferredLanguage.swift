import Domain

/// Which written standard of Norwegian a browser asks for.
enum PreferredLanguage {
    /// By the weights of `Accept-Language` (RFC 9110, 12.5.4); bokmål unless nynorsk is wanted more.
    static func maalform(_ header: String?) -> Maalform {
        var best: (weight: Double, maalform: Maalform) = (0, .bokmaal)
        for part in (header ?? "").split(separator: ",").prefix(20) {
            let pieces = part.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let tag = pieces.first?.lowercased(), let maalform = maalform(ofTag: tag) else { continue }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if weight > best.weight { best = (weight, maalform) }
        }
        return best.maalform
    }

    private static func maalform(ofTag tag: String) -> Maalform? {
        switch tag.split(separator: "-").first {
        case "nn": .nynorsk
        case "nb", "no": .bokmaal
        default: nil
        }
    }
}
