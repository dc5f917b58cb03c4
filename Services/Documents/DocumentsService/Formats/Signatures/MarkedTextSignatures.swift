/// Texts with a mark of their own: SOSI, WARC, IFC, RTF, PostScript, mail.
enum MarkedTextSignatures {
    static func identify(_ source: FormatSource) -> IdentifiedFormat? {
        let head = source.head
        guard let code = sosi(head) ?? warc(head) ?? ifc(head) ?? rtf(head) ?? postscript(head) ?? mail(head) else { return nil }
        return IdentifiedFormat(FormatTable[code])
    }

    private static func sosi(_ head: [UInt8]) -> String? {
        guard let mark = head.find("HODE", before: 14), head.find("SOSI", from: mark, before: mark + 308) != nil else { return nil }
        guard let place = head.find("SOSI-VERSJON", from: mark, before: mark + 320) else { return "fmt/1246" }
        let version = String(decoding: head[min(head.count, place + 12)...].prefix(8), as: UTF8.self)
        return [("4.0", "fmt/1247"), ("4.1", "fmt/1248"), ("4.5", "fmt/1249"), ("8.1", "fmt/1250")].first { version.contains($0.0) }?.1
            ?? "fmt/1246"
    }

    private static func warc(_ head: [UInt8]) -> String? {
        guard head.has("WARC/") else { return nil }
        return head.has("1.0", at: 5) ? "fmt/1355" : head.has("1.1", at: 5) ? "fmt/1281" : "fmt/289"
    }

    private static func ifc(_ head: [UInt8]) -> String? {
        guard head.has("ISO-10303-21"), let place = head.find("FILE_SCHEMA", before: 4200) else { return nil }
        let schema = String(decoding: head[place...].prefix(64), as: UTF8.self)
        return [("IFC2X2", "fmt/659"), ("IFC2X3", "fmt/699"), ("IFC4", "fmt/700")].first { schema.contains("'" + $0.0) }?.1
    }

    /// Each version brought words that the one before did not have.
    private static func rtf(_ head: [UInt8]) -> String? {
        guard head.has("{\\rtf") else { return nil }
        guard head.contains("\\ansicpg", before: 64) else { return "fmt/45" }
        guard head.contains("\\stshfdbch") else { return "fmt/50" }
        let newest = ["\\*\\colorschememapping", "\\afelev", "\\*\\datastore", "\\*\\defchp"]
        if newest.contains(where: { head.contains($0) }) { return "fmt/355" }
        return head.contains("\\lsdstimax") ? "fmt/53" : "fmt/52"
    }

    private static func postscript(_ head: [UInt8]) -> String? {
        guard head.has("%!PS-Adobe-"), head.count > 11 else { return nil }
        return ["1": "x-fmt/91", "2": "x-fmt/406", "3": "x-fmt/408"][String(UnicodeScalar(head[11]))]
    }

    /// Its first lines are fields, and among them are those that a mail always has (RFC 5322, 3.6).
    private static func mail(_ head: [UInt8]) -> String? {
        var fields: Set<String> = []
        let isKept = head.prefix(16 * 1024).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).lazy.map { line in
            line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        }
        for line in isKept {
            guard let first = line.first else { break }
            if first == 0x20 || first == 0x09 { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                return nil
            }
            fields.insert(String(decoding: line[..<colon], as: UTF8.self).lowercased())
        }
        return fields.isSuperset(of: ["from", "date"]) ? "fmt/278" : nil
    }
}
