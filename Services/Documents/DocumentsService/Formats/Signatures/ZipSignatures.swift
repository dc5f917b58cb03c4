import Archive

/// Zip, and what is a zip inside: OpenDocument, Office Open XML, SIARD, EPUB.
enum ZipSignatures {
    /// How much of an entry is looked at.
    private static let lookedAtBytes = 32 * 1024

    private struct Contents: Sendable {
        var names: Set<String> = []
        var mimetype = ""
        var contentTypes = ""
        /// The beginnings of what says the version.
        var texts: [String] = []
    }

    static func identify(_ source: FormatSource) async throws -> IdentifiedFormat? {
        guard source.head.has([0x50, 0x4B, 3, 4]) || source.head.has([0x50, 0x4B, 5, 6]) else { return nil }
        guard let contents = try await source.container({ try look($0) }) else {
            // A zip all the same, when it has an end; what is in it cannot be told.
            let hasEnd = source.tail.find([0x50, 0x4B, 5, 6]) != nil
            return hasEnd ? IdentifiedFormat(FormatTable["x-fmt/263"]) : IdentifiedFormat(.unknown, details: "ZIP without an end")
        }
        return IdentifiedFormat(FormatTable[openDocument(contents) ?? officeOpenXML(contents) ?? siard(contents) ?? other(contents)])
    }

    private static func look(_ reader: ContainerReader) throws -> Contents {
        var contents = Contents(names: Set(reader.entries.map(\.name)))
        while let entry = try reader.next() {
            switch entry.name {
            case "mimetype": contents.mimetype = try text(reader)
            case "[Content_Types].xml": contents.contentTypes = try text(reader)
            case "content.xml", "styles.xml", "meta.xml", "header/metadata.xml": contents.texts.append(try text(reader))
            default: continue
            }
        }
        return contents
    }

    private static func text(_ reader: ContainerReader) throws -> String {
        var bytes: [UInt8] = []
        while bytes.count < lookedAtBytes, case let piece = try reader.read(upTo: lookedAtBytes), !piece.isEmpty { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func openDocument(_ contents: Contents) -> String? {
        let start = "application/vnd.oasis.opendocument."
        guard contents.mimetype.hasPrefix(start) else { return nil }
        let kind = contents.mimetype.dropFirst(start.count).split { !$0.isLetter }.first.map(String.init) ?? ""
        let codes: [String: [String]] = [
            "text": ["fmt/136", "fmt/290", "fmt/291", "fmt/1756"], "spreadsheet": ["fmt/137", "fmt/294", "fmt/295", "fmt/1755"],
            "presentation": ["fmt/138", "fmt/292", "fmt/293", "fmt/1754"],
        ]
        guard let versions = codes[kind] else { return nil }
        for (version, code) in zip(["1.0", "1.1", "1.2", "1.3"], versions) {
            for quote in ["\"", "'"] where contents.texts.contains(where: { $0.contains("office:version=\(quote)\(version)\(quote)") }) {
                return code
            }
        }
        // PRONOM's own rule for one that says no version.
        return versions[1]
    }

    private static func officeOpenXML(_ contents: Contents) -> String? {
        guard contents.names.contains("[Content_Types].xml") else { return nil }
        let kinds = [
            "openxmlformats-officedocument.wordprocessingml.document": "fmt/412",
            "openxmlformats-officedocument.wordprocessingml.template": "fmt/597", "ms-word.document.macroEnabled": "fmt/523",
            "ms-word.template.macroEnabledTemplate": "fmt/599", "openxmlformats-officedocument.spreadsheetml.sheet": "fmt/214",
            "openxmlformats-officedocument.spreadsheetml.template": "fmt/598", "ms-excel.sheet.macroEnabled": "fmt/445",
            "openxmlformats-officedocument.presentationml.presentation": "fmt/215",
            "openxmlformats-officedocument.presentationml.template": "fmt/631",
            "openxmlformats-officedocument.presentationml.slideshow": "fmt/629", "ms-powerpoint.presentation.macroEnabled": "fmt/487",
            "ms-powerpoint.slideshow.macroEnabled": "fmt/630",
        ]
        return kinds.first { contents.contentTypes.contains("application/vnd.\($0.key).main+xml") }?.value ?? "fmt/189"
    }

    private static func siard(_ contents: Contents) -> String? {
        for (version, code) in [("2.2", "fmt/1777"), ("2.1", "fmt/1196")] {
            let mark = "header/siardversion/\(version)"
            if contents.names.contains(where: { $0 == mark || $0.hasPrefix(mark + "/") }) { return code }
        }
        guard contents.names.contains("header/metadata.xml") else { return nil }
        if contents.texts.contains(where: { $0.contains("/siard/1.0/metadata.xsd") }) { return "fmt/161" }
        return contents.texts.contains { $0.contains("/siard/2.0/metadata.xsd") } ? "fmt/995" : nil
    }

    private static func other(_ contents: Contents) -> String {
        contents.mimetype.hasPrefix("application/epub+zip") ? "fmt/483" : "x-fmt/263"
    }
}
