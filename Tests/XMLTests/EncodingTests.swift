import Foundation
import Testing
import XML

@Suite struct EncodingTests {
    static let title = "Sjøsanden – blåbær €1 \u{1f600}"

    func bytes(_ text: String, _ encoding: String.Encoding, mark: [UInt8] = []) throws -> [UInt8] {
        try mark + [UInt8](#require(text.data(using: encoding)))
    }

    @Test(arguments: ["utf-8", "UTF-16", "iso-8859-1", "us-ascii"])
    func `a byte order mark is right whatever is declared`(declared: String) throws {
        let text = "<?xml version=\"1.0\" encoding=\"\(declared)\"?><a>\(EncodingTests.title)</a>"
        let documents = [
            try bytes(text, .utf8, mark: [0xef, 0xbb, 0xbf]), try bytes(text, .utf16LittleEndian, mark: [0xff, 0xfe]),
            try bytes(text, .utf16BigEndian, mark: [0xfe, 0xff]),
        ]
        for document in documents { #expect(try XMLReader.read(document).text == EncodingTests.title) }
    }

    @Test func `without declaration the bytes tell UTF-16, and UTF-8 is the rest`() throws {
        let text = "<a>\(EncodingTests.title)</a>"
        for document in [
            try bytes(text, .utf8), try bytes(text, .utf8, mark: [0xef, 0xbb, 0xbf]), try bytes(text, .utf16LittleEndian),
            try bytes(text, .utf16BigEndian), try bytes(text, .utf16LittleEndian, mark: [0xff, 0xfe]),
        ] {
            #expect(try XMLReader.read(document).text == EncodingTests.title)
        }
    }

    @Test(arguments: [
        ("ISO-8859-1", "Blåbær ÿ §", String.Encoding.isoLatin1), ("latin1", "Blåbær", .isoLatin1),
        ("windows-1252", "Blåbær – €", .windowsCP1252),
        ("utf-8", "Blåbær – €", .utf8), ("US-ASCII", "Blabar", .ascii),
    ])
    func `a declared encoding is believed`(declared: String, text: String, encoding: String.Encoding) throws {
        let document = try bytes("<?xml version='1.0' encoding='\(declared)' ?><a t='\(text)'>\(text)</a>", encoding)
        let root = try XMLReader.read(document)
        #expect(root.text == text)
        #expect(root.attribute("t") == text)
    }

    @Test func `ISO-8859-15 has the euro sign where ISO-8859-1 has another`() throws {
        let document = Array("<?xml version='1.0' encoding='ISO-8859-15'?><a>".utf8) + [0xa4, 0xe5, 0xbd] + Array("</a>".utf8)
        #expect(try XMLReader.read(document).text == "€åœ")
    }

    @Test func `text ignores what its declaration says about encoding`() throws {
        for declared in ["utf-16", "iso-8859-1", "klingon"] {
            let text = "\u{feff}<?xml version='1.0' encoding='\(declared)'?><a>\(EncodingTests.title)</a>"
            #expect(try XMLReader.read(text: text).text == EncodingTests.title)
        }
    }

    @Test func `a byte that does not fit is named with its position`() throws {
        let start = Array("<?xml version='1.0' encoding='".utf8)
        func fault(_ declared: String, _ content: [UInt8]) -> XMLError? {
            #expect(throws: XMLError.self) { try XMLReader.read(start + Array("\(declared)'?>\n<a>".utf8) + content + Array("</a>".utf8)) }
        }
        // ISO-8859-1 that declares UTF-8.
        let utf8 = fault("UTF-8", [0x42, 0x6c, 0xe5, 0x62])
        #expect(utf8?.code == .wrongEncoding)
        #expect(utf8?.bytePosition == 30 + 12 + 2)
        #expect([utf8?.line, utf8?.column] == [2, 6])
        #expect(utf8?.message == "the byte 0xe5 at position 44 does not fit UTF-8")
        // windows-1252 that declares ISO-8859-1.
        let latin = fault("ISO-8859-1", [0xe5, 0x96])
        #expect(latin?.code == .wrongEncoding)
        #expect(latin?.message.contains("windows-1252") == true)
        #expect([latin?.line, latin?.column] == [2, 5])
        #expect(fault("windows-1252", [0x81])?.code == .wrongEncoding)
        #expect(fault("us-ascii", [0xc3, 0xa5])?.code == .wrongEncoding)
        // One byte a character cannot be UTF-16.
        #expect(fault("UTF-16", [0x41])?.code == .wrongEncoding)
        #expect(fault("EBCDIC-CP-US", [0x41])?.code == .unsupportedEncoding)
    }

    @Test func `UTF-16 with half a character is a fault at that byte`() throws {
        let start = try bytes("<a>æ", .utf16LittleEndian, mark: [0xff, 0xfe])
        let end = try bytes("</a>", .utf16LittleEndian)
        for broken: [UInt8] in [[0x3d, 0xd8], [0x00, 0xdc], [0x3d, 0xd8, 0x3d, 0xd8]] {
            let error = #expect(throws: XMLError.self) { try XMLReader.read(start + broken + end) }
            #expect(error?.code == .wrongEncoding)
            #expect(error?.bytePosition == 10)
            #expect(error?.column == 5)
        }
        let odd = #expect(throws: XMLError.self) { try XMLReader.read(start + end + [0x20]) }
        #expect(odd?.bytePosition == 18)
        let cut = #expect(throws: XMLError.self) { try XMLReader.read(start + [0x3d, 0xd8]) }
        #expect(cut?.bytePosition == 10)
    }

    @Test func `UTF-32 and documents with U+0000 are refused`() throws {
        for document: [UInt8] in [
            [0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0], [0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c], [0x3c, 0, 0, 0], [0, 0, 0, 0x3c],
        ] {
            let error = #expect(throws: XMLError.self) { try XMLReader.read(document) }
            #expect(error?.code == .unsupportedEncoding)
        }
        let error = #expect(throws: XMLError.self) { try XMLReader.read(Array("<a>\n</a>\u{0}<b/>".utf8)) }
        #expect(error?.code == .notWellFormed)
        #expect([error?.line, error?.column] == [2, 5])
    }
}
