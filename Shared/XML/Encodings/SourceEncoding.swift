/// In what encoding a document came, and how that was found out.
enum SourceEncoding: Equatable {
    case utf8, utf16LittleEndian, utf16BigEndian, ascii, latin1, latin9, windows1252

    /// For messages.
    var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .ascii: "US-ASCII"
        case .latin1: "ISO-8859-1"
        case .latin9: "ISO-8859-15"
        case .windows1252: "windows-1252"
        }
    }

    /// The byte order mark first: partners send UTF-16 that declares itself UTF-8, and the mark is right. Then how the first characters
    /// are spread over bytes, then the declaration, then UTF-8.
    ///
    /// - Returns: The encoding and how many bytes the byte order mark takes.
    static func detect(_ bytes: [UInt8]) throws(XMLError) -> (encoding: SourceEncoding, markLength: Int) {
        // UTF-32 before UTF-16, whose mark it begins with.
        if bytes.starts(with: [0xff, 0xfe, 0, 0]) || bytes.starts(with: [0, 0, 0xfe, 0xff]) { throw unsupported("UTF-32") }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return (.utf8, 3) }
        if bytes.starts(with: [0xff, 0xfe]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xfe, 0xff]) { return (.utf16BigEndian, 2) }
        if bytes.starts(with: [0x3c, 0, 0, 0]) || bytes.starts(with: [0, 0, 0, 0x3c]) { throw unsupported("UTF-32") }
        if bytes.starts(with: [0x3c, 0]) { return (.utf16LittleEndian, 0) }
        if bytes.starts(with: [0, 0x3c]) { return (.utf16BigEndian, 0) }
        guard let declared = declaredName(bytes) else { return (.utf8, 0) }
        switch declared.lowercased() {
        case "utf-8", "utf8": return (.utf8, 0)
        case "us-ascii", "ascii": return (.ascii, 0)
        case "iso-8859-1", "iso8859-1", "latin1", "latin-1", "iso_8859-1": return (.latin1, 0)
        case "iso-8859-15", "iso8859-15", "latin9", "latin-9", "iso_8859-15": return (.latin9, 0)
        case "windows-1252", "cp1252", "cp-1252": return (.windows1252, 0)
        case "utf-16", "utf-16le", "utf-16be", "utf16", "ucs-2", "iso-10646-ucs-2", "utf-32", "ucs-4", "iso-10646-ucs-4":
            throw XMLError(
                .wrongEncoding, "the document declares \(declared), but each of its characters takes one byte", line: 1, column: 1,
                bytePosition: 1)
        default: throw unsupported(declared)
        }
    }

    /// What the XML declaration says, read as ASCII; nil when it says nothing. Read by hand: a regular expression costs ten times the
    /// parsing of a small document.
    private static func declaredName(_ bytes: [UInt8]) -> String? {
        guard bytes.starts(with: "<?xml".utf8), let end = bytes.prefix(256).firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let words = bytes[5..<end].split { $0 <= 0x20 || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "?") }
        guard let label = words.firstIndex(where: { $0.elementsEqual("encoding".utf8) }), label + 1 < words.count else { return nil }
        return String(decoding: words[label + 1].filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }, as: UTF8.self)
    }

    private static func unsupported(_ name: String) -> XMLError {
        XMLError(
            .unsupportedEncoding, "\(name) is not read here; UTF-8, UTF-16, US-ASCII, ISO-8859-1, ISO-8859-15 and windows-1252 are",
            line: 1, column: 1)
    }
}
