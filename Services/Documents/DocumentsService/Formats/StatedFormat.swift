/// What a sender says a file is, held against what its bytes say.
struct StatedFormat: Hashable, Sendable {
    /// How the two agree.
    enum Verdict: Hashable, Sendable {
        /// The same, or nothing was stated that can be held against it.
        case agrees
        /// The same kind, another version: `fmt/18` stated, `fmt/354` found. Told, not refused: the bytes decide.
        case otherVersion(stated: String, found: FileFormat)
        /// Something else: a PDF that says it is a PNG.
        case contradicts(stated: String, found: FileFormat)
    }

    /// M701 as sent: a PRONOM code, or a word such as `PDF`.
    var format: String?
    /// M716 as sent.
    var mediaType: String?
    /// The name as sent.
    var name: String?

    /// Unknown bytes contradict only what can always be recognised: nobody knows a SIARD by its beginning's looks, but everybody a PNG.
    func verdict(_ found: FileFormat) -> Verdict {
        var difference = Verdict.agrees
        for statement in [format.flatMap(Self.ofFormat), mediaType.flatMap(Self.ofMediaType), name.flatMap(Self.ofName)] {
            guard let statement, statement.family != .unknown else { continue }
            if statement.family != found.family, !Self.isNear(statement.family, found) {
                return .contradicts(stated: statement.text, found: found)
            }
            if let puid = statement.puid, puid != found.puid, difference == .agrees {
                difference = .otherVersion(stated: statement.text, found: found)
            }
        }
        return difference
    }

    private struct Statement {
        let text: String
        let family: FileFormat.Family
        var puid: String?
    }

    private static func ofFormat(_ text: String) -> Statement? {
        if let known = FormatTable.all.first(where: { $0.puid == text }) { return Statement(text: text, family: known.family, puid: text) }
        // Codes of PRONOM's that are not in the table, and the archive's own, say nothing that can be held against the bytes.
        guard !text.contains("/") || text.contains("PDF/A") else { return ofMediaType(text) }
        let word = text.lowercased().split { !$0.isLetter && !$0.isNumber }.first { $0 != "ra" }.map(String.init) ?? ""
        return byEnding[word].map { Statement(text: text, family: $0) }
    }

    private static func ofMediaType(_ text: String) -> Statement? {
        let type = text.lowercased().prefix { $0 != ";" }.filter { !$0.isWhitespace }
        let known = FormatTable.all.first { $0.mediaType.lowercased() == type }
        // Too general to be held against anything.
        guard type != "application/octet-stream", type != "text/plain", type != "application/xml", type != "application/zip" else {
            return nil
        }
        return known.map { Statement(text: text, family: $0.family) } ?? aliases[type].map { Statement(text: text, family: $0) }
    }

    private static func ofName(_ text: String) -> Statement? {
        guard let dot = text.lastIndex(of: ".") else { return nil }
        let ending = text[text.index(after: dot)...].lowercased()
        // An XML or a text may hold any language.
        guard ending != "xml", ending != "txt" else { return nil }
        return byEnding[ending].map { Statement(text: "." + ending, family: $0) }
    }

    private static let byEnding = Dictionary(FormatTable.all.flatMap { format in format.endings.map { ($0, format.family) } }) { first, _ in
        first
    }

    private static let aliases: [String: FileFormat.Family] = [
        "text/xml": .xml, "image/jpg": .jpeg, "image/pjpeg": .jpeg, "application/x-pdf": .pdf, "audio/wav": .audio, "audio/wave": .audio,
        "text/rtf": .rtf, "image/x-png": .png,
    ]

    /// Kinds that one file can honestly be at once.
    private static func isNear(_ stated: FileFormat.Family, _ found: FileFormat) -> Bool {
        let pairs: Set<Set<FileFormat.Family>> = [
            [.xml, .gml], [.xml, .svg], [.xml, .html], [.xml, .ifc], [.text, .xml], [.text, .html], [.text, .sosi], [.text, .mail],
            [.text, .ifc], [.audio, .video], [.container, .word], [.container, .spreadsheet], [.container, .presentation],
            [.container, .mail], [.text, .spreadsheet],
        ]
        return pairs.contains([stated, found.family])
    }
}
