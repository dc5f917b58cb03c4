/// The upper halves of the encodings with one byte a character.
enum SingleByteTable {
    /// The character of a byte from 0x80 on; nil where the encoding has none.
    ///
    /// ISO-8859-1 and -15 have control characters at 0x80–0x9F, which nobody writes in a document: a byte there means that the text is
    /// windows-1252, and taking it would put invisible characters into the archive. Only the line end U+0085 passes.
    static func scalar(_ byte: UInt8, _ encoding: SourceEncoding) -> UInt32? {
        switch encoding {
        case .latin1: byte >= 0xa0 || byte == 0x85 ? UInt32(byte) : nil
        case .latin9: byte >= 0xa0 || byte == 0x85 ? latin9[byte] ?? UInt32(byte) : nil
        case .windows1252: byte >= 0xa0 ? UInt32(byte) : windows1252[Int(byte) - 0x80]
        default: nil
        }
    }

    /// Where ISO-8859-15 differs from ISO-8859-1.
    private static let latin9: [UInt8: UInt32] = [
        0xa4: 0x20ac, 0xa6: 0x160, 0xa8: 0x161, 0xb4: 0x17d, 0xb8: 0x17e, 0xbc: 0x152, 0xbd: 0x153, 0xbe: 0x178,
    ]

    /// windows-1252 at 0x80–0x9F; five places are empty.
    private static let windows1252: [UInt32?] = [
        0x20ac, nil, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, nil, 0x17d, nil,
        nil, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, nil, 0x17e, 0x178,
    ]
}
