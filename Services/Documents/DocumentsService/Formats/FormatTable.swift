/// Every format that can be found, by its PRONOM code. The formats of the archive's regulation, and what else people send.
enum FormatTable {
    /// The format of a code that the identifiers name; a code that is not in the table is a fault of this program, seen by its tests.
    static subscript(puid: String) -> FileFormat { byCode[puid] ?? .unknown }

    /// All of them.
    static let all = documents + media

    private static let byCode = Dictionary(all.map { ($0.puid, $0) }) { first, _ in first }

    /// Formats that differ only by version, with one media type.
    static func group(
        _ family: FileFormat.Family, _ mediaType: String, _ endings: [String], _ versions: KeyValuePairs<String, String>
    ) -> [FileFormat] {
        versions.map { FileFormat(puid: $0.key, name: $0.value, mediaType: mediaType, endings: endings, family: family) }
    }
}
