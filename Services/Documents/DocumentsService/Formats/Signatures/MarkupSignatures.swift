/// XML and what is written in it, and HTML.
enum MarkupSignatures {
    static func identify(_ source: FormatSource) -> IdentifiedFormat? {
        var head = source.head
        let hasMark = head.has([0xEF, 0xBB, 0xBF])
        if hasMark { head.removeFirst(3) }
        if let html = html(head) { return IdentifiedFormat(FormatTable[html]) }
        guard head.has("<?xml"), head.count > 5, head[5] == 0x20 || head[5] == 0x09 else {
            let isXML = source.ending == "xml" && head.first == UInt8(ascii: "<") && TextEncoding(source) != nil
            return isXML ? IdentifiedFormat(FormatTable["fmt/101"], details: "without a declaration") : nil
        }
        let declaration = String(decoding: head.prefix(100), as: UTF8.self).prefix { $0 != ">" }
        if declaration.contains("1.1") { return IdentifiedFormat(FormatTable["fmt/1776"]) }
        return IdentifiedFormat(FormatTable[language(head, source.tail)])
    }

    private static func language(_ head: [UInt8], _ tail: [UInt8]) -> String {
        let end = String(decoding: tail.suffix(64), as: UTF8.self)
        if ["</xsd:schema>", "</xs:schema>", "</schema>"].contains(where: end.contains) { return "x-fmt/280" }
        let start = Array(head.prefix(4096))
        if start.contains("http://www.opengis.net/gml/3.2") { return "fmt/1047" }
        if start.contains("http://www.opengis.net/gml") { return "x-fmt/227" }
        if start.contains("iso_10303_28") || start.contains("iso:std:iso:10303:-28") { return "fmt/663" }
        if let place = start.find("<svg") {
            let element = String(decoding: start[place...], as: UTF8.self).prefix { $0 != ">" }
            return element.contains("version=\"1.1\"") ? "fmt/92" : "fmt/91"
        }
        return "fmt/101"
    }

    private static func html(_ head: [UInt8]) -> String? {
        // Marks count in the first kilobyte, in either case.
        let text = String(decoding: head.prefix(1024), as: UTF8.self).lowercased()
        guard let place = text.firstRange(of: "<!doctype html")?.upperBound else {
            return text.contains("<html") && !text.contains("<?xml") ? "fmt/96" : nil
        }
        let rest = text[place...].prefix(while: { $0 != ">" })
        let versions = [
            ("xhtml 1.0", "fmt/102"), ("xhtml 1.1", "fmt/103"), ("html 4.01", "fmt/100"), ("html 4.0", "fmt/99"), ("html 3.2", "fmt/98"),
            ("html 2.0", "fmt/97"),
        ]
        if let found = versions.first(where: { rest.contains("dtd " + $0.0) }) { return found.1 }
        return rest.isEmpty || rest.contains("about:legacy-compat") ? "fmt/471" : "fmt/96"
    }
}
