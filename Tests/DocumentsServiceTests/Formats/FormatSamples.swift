import ArchiveTestSupport

/// A small file of each format, made here.
struct FormatSample: CustomStringConvertible, Sendable {
    /// The file's name, with the usual ending.
    let name: String
    let puid: String
    let bytes: [UInt8]
    /// Whether PRONOM knows it by its bytes; the others it knows by the name's ending or not at all.
    var isKnownByBytes = true

    var description: String { "\(puid) \(name)" }

    init(_ name: String, _ puid: String, _ bytes: [UInt8], isKnownByBytes: Bool = true) {
        (self.name, self.puid, self.bytes, self.isKnownByBytes) = (name, puid, bytes, isKnownByBytes)
    }

    init(_ name: String, _ puid: String, _ text: String, isKnownByBytes: Bool = true) {
        self.init(name, puid, Array(text.utf8), isKnownByBytes: isKnownByBytes)
    }

    static let all = pdf + pictures + texts + markup + zips + sounds + films

    static func pdf(_ version: String, level: String? = nil, padding: Int = 0) -> [UInt8] {
        let metadata = level.map { level in
            "3 0 obj <</Type/Metadata/Subtype/XML>> stream\n<rdf:Description xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
                + "pdfaid:part=\"\(level.dropLast())\" pdfaid:conformance=\"\(level.suffix(1).uppercased())\"/>\nendstream endobj\n"
        }
        let start =
            "%PDF-\(version)\n%\u{E5}\u{E6}\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj\n"
        let fill = [UInt8](repeating: UInt8(ascii: " "), count: padding)
        return Array(start.utf8) + fill + Array((metadata ?? "").utf8) + fill + Array("trailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF\n".utf8)
    }

    static let pdf: [FormatSample] =
        [
            ("1.0", "fmt/14"), ("1.1", "fmt/15"), ("1.2", "fmt/16"), ("1.3", "fmt/17"), ("1.4", "fmt/18"), ("1.5", "fmt/19"),
            ("1.6", "fmt/20"),
            ("1.7", "fmt/276"), ("2.0", "fmt/1129"),
        ].map { FormatSample("v\($0.0).pdf", $0.1, pdf($0.0)) }
        + [
            ("1a", "fmt/95"), ("1b", "fmt/354"), ("2a", "fmt/476"), ("2b", "fmt/477"), ("2u", "fmt/478"), ("3a", "fmt/479"),
            ("3b", "fmt/480"),
            ("3u", "fmt/481"),
        ].map { FormatSample("a\($0.0).pdf", $0.1, pdf("1.7", level: $0.0)) }

    // MARK: - Pictures

    static func chunk(_ kind: String, _ bytes: [UInt8]) -> [UInt8] {
        let body = Array(kind.utf8) + bytes
        return big32(bytes.count) + body + big32(Int(ZipMaker.checksum(body)))
    }

    static func big32(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) } }
    static func little32(_ value: Int) -> [UInt8] { big32(value).reversed() }

    static func png(_ extra: [UInt8]) -> [UInt8] {
        // One grey dot: deflate in a stored block, with the sum that zlib wants.
        let data: [UInt8] = [0x78, 0x01, 0x01, 0x02, 0x00, 0xFD, 0xFF, 0x00, 0x80, 0x00, 0x82, 0x00, 0x81]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", big32(1) + big32(1) + [8, 0, 0, 0, 0]) + extra
            + chunk("IDAT", data) + chunk("IEND", [])
    }

    static func jpeg(_ marker: [UInt8]) -> [UInt8] { [0xFF, 0xD8] + marker + [0xFF, 0xDB, 0, 4, 0, 1] + [1, 2, 3, 0xFF, 0xD9] }
    static func jfif(_ minor: UInt8) -> [UInt8] {
        jpeg([0xFF, 0xE0, 0, 16] + Array("JFIF".utf8) + [0, 1, minor, 0, 0, 1, 0, 1, 0, 0])
    }
    static func exif(_ version: String) -> [UInt8] {
        let tag: [UInt8] = [0x90, 0, 0, 7, 0, 0, 0, 4] + Array(version.utf8)
        return jpeg([0xFF, 0xE1, 0, 40] + Array("Exif".utf8) + [0, 0] + Array("MM".utf8) + [0, 0x2A, 0, 0, 0, 8, 0, 1] + tag + big32(0))
    }
    static func tiff(_ tags: [UInt8]) -> [UInt8] {
        [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0] + tags + [0, 0, 0, 0] + [UInt8](repeating: 0, count: 40)
    }

    static let pictures = [
        FormatSample("plain.png", "fmt/11", png([])),
        FormatSample("colour.png", "fmt/12", png(chunk("sRGB", [0]))),
        FormatSample("titled.png", "fmt/13", png(chunk("iTXt", Array("Title".utf8) + [0, 0, 0, 0, 0] + Array("Kart".utf8)))),
        FormatSample("jfif0.jpg", "fmt/42", jfif(0)), FormatSample("jfif1.jpg", "fmt/43", jfif(1)),
        FormatSample("jfif2.jpg", "fmt/44", jfif(2)),
        FormatSample("raw.jpg", "fmt/41", jpeg([0xFF, 0xDB, 0, 4, 0, 1])),
        FormatSample("exif20.jpg", "x-fmt/398", exif("0200")), FormatSample("exif21.jpg", "x-fmt/390", exif("0210")),
        FormatSample("exif22.jpg", "x-fmt/391", exif("0220")), FormatSample("exif221.jpg", "fmt/645", exif("0221")),
        FormatSample("exif231.jpg", "fmt/1507", exif("0231")),
        FormatSample("picture.tif", "fmt/353", tiff([0x00, 0x01, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0])),
        FormatSample("map.tif", "fmt/155", tiff([0xAF, 0x87, 3, 0, 4, 0, 0, 0, 26, 0, 0, 0])),
        FormatSample("old.gif", "fmt/3", Array("GIF87a".utf8) + [1, 0, 1, 0, 0, 0, 0, 0x3B]),
        FormatSample("new.gif", "fmt/4", Array("GIF89a".utf8) + [1, 0, 1, 0, 0, 0, 0, 0x3B]),
        FormatSample("p.jp2", "x-fmt/392", jp2("jp2 ")), FormatSample("m.mj2", "fmt/337", jp2("mjp2")),
    ]

    static func jp2(_ brand: String) -> [UInt8] {
        [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A, 0, 0, 0, 20] + Array("ftyp".utf8) + Array(brand.utf8) + [
            0, 0, 0, 0,
        ]
    }

    // MARK: - Texts

    static let texts = [
        FormatSample("ascii.txt", "x-fmt/111", "Hei\r\n\tverden\n", isKnownByBytes: false),
        FormatSample("utf8.txt", "x-fmt/111", "Søknad om dispensasjon\n", isKnownByBytes: false),
        FormatSample("latin1.txt", "x-fmt/111", Array("S".utf8) + [0xF8] + Array("knad\n".utf8), isKnownByBytes: false),
        FormatSample("utf16.txt", "x-fmt/16", [0xFF, 0xFE, 0x53, 0, 0xF8, 0], isKnownByBytes: false),
        FormatSample("list.csv", "x-fmt/18", "a;b\n1;2\n", isKnownByBytes: false),
        FormatSample("data.json", "fmt/817", "{\"a\": 1}\n", isKnownByBytes: false),
        FormatSample("table.sql", "fmt/206", "SELECT 1;\n", isKnownByBytes: false),
        FormatSample("kart.sos", "fmt/1246", ".HODE\n..TEGNSETT UTF-8\n..SOSI-NIVÅ 3\n.SLUTT\n"),
        FormatSample("kart40.sos", "fmt/1247", ".HODE\n..TEGNSETT UTF-8\n..SOSI-VERSJON 4.0\n.SLUTT\n"),
        FormatSample("kart41.sos", "fmt/1248", ".HODE\n..TEGNSETT UTF-8\n..SOSI-VERSJON 4.1\n.SLUTT\n"),
        FormatSample("kart45.sos", "fmt/1249", ".HODE\n..TEGNSETT UTF-8\n..SOSI-VERSJON 4.5\n.SLUTT\n"),
        FormatSample("a.warc", "fmt/1355", "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"),
        FormatSample("b.warc", "fmt/1281", "WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"),
        FormatSample("house.ifc", "fmt/699", "ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('IFC2X3'));\nENDSEC;\nEND-ISO-10303-21;\n"),
        FormatSample("house4.ifc", "fmt/700", "ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('IFC4'));\nENDSEC;\nEND-ISO-10303-21;\n"),
        FormatSample("old.rtf", "fmt/45", "{\\rtf1\\ansi Hei}"), FormatSample("mid.rtf", "fmt/50", "{\\rtf1\\ansi\\ansicpg1252 Hei}"),
        FormatSample("side.ps", "x-fmt/408", "%!PS-Adobe-3.0\nshowpage\n%%EOF\n"),
        FormatSample(
            "brev.eml", "fmt/278", "From: a@example.no\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\nSubject: x\r\n\r\nHei\r\n",
            isKnownByBytes: false),
    ]

    static let markup: [FormatSample] = {
        let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        func html(_ doctype: String) -> String { "\(doctype)\n<html><head><title>x</title></head><body></body></html>\n" }
        let xhtml = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head><body/></html>\n"
        return [
            FormatSample("a.xml", "fmt/101", declaration + "<arkivmelding/>\n"),
            FormatSample("b.xml", "fmt/1776", "<?xml version=\"1.1\"?>\n<a/>\n"),
            FormatSample("c.xsd", "x-fmt/280", declaration + "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"></xs:schema>\n"),
            FormatSample("d.gml", "fmt/1047", declaration + "<gml:F xmlns:gml=\"http://www.opengis.net/gml/3.2\"/>\n"),
            FormatSample("e.gml", "x-fmt/227", declaration + "<gml:F xmlns:gml=\"http://www.opengis.net/gml\"/>\n"),
            FormatSample("f.svg", "fmt/92", declaration + "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\"></svg>\n"),
            FormatSample("g.html", "fmt/471", html("<!DOCTYPE html>")),
            FormatSample("h.html", "fmt/96", html("")),
            FormatSample("i.html", "fmt/100", html("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">")),
            FormatSample("j.html", "fmt/99", html("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.0 Transitional//EN\">")),
            FormatSample("k.html", "fmt/98", html("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">")),
            FormatSample("l.html", "fmt/102", "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">\n" + xhtml),
            FormatSample("m.html", "fmt/103", "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.1//EN\" \"x\">\n" + xhtml),
        ]
    }()

    // MARK: - Zips

    static func openDocument(_ kind: String, _ version: String) -> [UInt8] {
        let type = "application/vnd.oasis.opendocument.\(kind)"
        let element = kind == "text" ? "document-content" : "document-content"
        let manifest =
            "<manifest:manifest manifest:version=\"\(version)\"><manifest:file-entry manifest:full-path=\"/\" "
            + "manifest:media-type=\"\(type)\"/></manifest:manifest>"
        return ZipMaker.zip([
            ZipMaker.Entry("mimetype", type.utf8),
            ZipMaker.Entry("content.xml", "<?xml version=\"1.0\"?><office:\(element) office:version=\"\(version)\"/>".utf8).deflated,
            ZipMaker.Entry("META-INF/manifest.xml", manifest.utf8).deflated,
        ])
    }

    static func officeOpenXML(_ kind: String) -> [UInt8] {
        let types = "<Types><Override PartName=\"/x.xml\" ContentType=\"application/vnd.\(kind).main+xml\"/></Types>"
        return ZipMaker.zip([ZipMaker.Entry("[Content_Types].xml", types.utf8).deflated, ZipMaker.Entry("_rels/.rels", "<r/>".utf8)])
    }

    static let zips: [FormatSample] = [
        FormatSample("t11.odt", "fmt/290", openDocument("text", "1.1")), FormatSample("t12.odt", "fmt/291", openDocument("text", "1.2")),
        FormatSample("s12.ods", "fmt/295", openDocument("spreadsheet", "1.2")),
        FormatSample("p12.odp", "fmt/293", openDocument("presentation", "1.2")),
        FormatSample("t13.odt", "fmt/1756", openDocument("text", "1.3"), isKnownByBytes: false),
        FormatSample("w.docx", "fmt/412", officeOpenXML("openxmlformats-officedocument.wordprocessingml.document")),
        FormatSample("w.docm", "fmt/523", officeOpenXML("ms-word.document.macroEnabled")),
        FormatSample("w.dotx", "fmt/597", officeOpenXML("openxmlformats-officedocument.wordprocessingml.template")),
        FormatSample("x.xlsx", "fmt/214", officeOpenXML("openxmlformats-officedocument.spreadsheetml.sheet")),
        FormatSample("p.pptx", "fmt/215", officeOpenXML("openxmlformats-officedocument.presentationml.presentation")),
        FormatSample("any.zip", "x-fmt/263", ZipMaker.zip([ZipMaker.Entry("a.txt")])),
        FormatSample(
            "db.siard", "fmt/1196",
            ZipMaker.zip([ZipMaker.Entry("header/siardversion/2.1/", []), ZipMaker.Entry("header/metadata.xml", "<siardArchive/>".utf8)]),
            isKnownByBytes: false),
        FormatSample("a.tar", "x-fmt/265", tar),
        FormatSample("a.gz", "x-fmt/266", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0] + big32(0) + big32(0)),
    ]

    static let tar: [UInt8] = {
        func field(_ text: String, _ count: Int) -> [UInt8] { Array(text.utf8) + [UInt8](repeating: 0, count: count - text.utf8.count) }
        let start =
            field("a.txt", 100) + field("0000644", 8) + field("0000000", 8) + field("0000000", 8) + field("00000000000", 12)
            + field("00000000000", 12)
        let end = [UInt8(ascii: "0")] + field("", 100) + field("ustar", 6) + Array("00".utf8) + field("", 247)
        let sum = (start + end).reduce(8 * 0x20) { $0 + Int($1) }
        let octal = String(sum, radix: 8)
        let digits = String(repeating: "0", count: 6 - octal.count) + octal
        return start + Array(digits.utf8) + [0, 0x20] + end + [UInt8](repeating: 0, count: 1024)
    }()

    // MARK: - Sound and film

    static func wave(format: [UInt8], extra: [UInt8] = []) -> [UInt8] {
        let body =
            Array("WAVE".utf8) + extra + Array("fmt ".utf8) + little32(format.count) + format + Array("data".utf8) + little32(4) + [
                0, 0, 0, 0,
            ]
        return Array("RIFF".utf8) + little32(body.count) + body
    }

    static let pcm: [UInt8] = [1, 0, 1, 0] + little32(8000) + little32(16000) + [2, 0, 16, 0]
    static func broadcast(_ version: UInt8) -> [UInt8] {
        Array("bext".utf8) + little32(602) + [UInt8](repeating: 0, count: 346) + [version, 0] + [UInt8](repeating: 0, count: 254)
    }

    static let sounds = [
        FormatSample("pcm.wav", "fmt/141", wave(format: pcm)),
        FormatSample("ex.wav", "fmt/142", wave(format: [6, 0] + pcm.dropFirst(2) + [0, 0])),
        FormatSample("ext.wav", "fmt/143", wave(format: [0xFE, 0xFF] + pcm.dropFirst(2) + [22, 0] + [UInt8](repeating: 1, count: 22))),
        FormatSample("b0.wav", "fmt/703", wave(format: pcm, extra: broadcast(0))),
        FormatSample("b1.wav", "fmt/704", wave(format: pcm, extra: broadcast(1))),
        FormatSample("b2.wav", "fmt/705", wave(format: pcm, extra: broadcast(2))),
        FormatSample("a.flac", "fmt/279", Array("fLaC".utf8) + [0, 0, 0, 0x22] + [UInt8](repeating: 0, count: 34)),
        // Frames of 128 kbit/s at 44.1 kHz are 417 bytes.
        FormatSample("a.mp3", "fmt/134", (0..<20).flatMap { _ in [0xFF, 0xFB, 0x90, 0x00] + [UInt8](repeating: 0x55, count: 413) }),
    ]

    static let films = [
        FormatSample(
            "a.m2v", "fmt/640",
            [0, 0, 1, 0xB3] + [UInt8](repeating: 0x11, count: 8) + [0, 0, 1, 0xB5] + [UInt8](repeating: 0x11, count: 6) + [
                0, 0, 1, 0xB8, 0, 0,
            ]),
        FormatSample(
            "a.mpg", "x-fmt/386",
            [0, 0, 1, 0xBA, 0x44] + [UInt8](repeating: 0x11, count: 9) + [0, 0, 1, 0xBB] + [UInt8](repeating: 0x11, count: 20) + [
                0, 0, 1, 0xB3,
            ]
                + [UInt8](repeating: 0x11, count: 8) + [0, 0, 1, 0xB5, 0x11]),
        FormatSample("a.mp4", "fmt/199", [0, 0, 0, 16] + Array("ftypisom".utf8) + [0, 0, 2, 0] + [0, 0, 0, 8] + Array("moov".utf8)),
        FormatSample(
            "a.mkv", "fmt/569", [0x1A, 0x45, 0xDF, 0xA3, 0x8F, 0x42, 0x82, 0x88] + Array("matroska".utf8) + [0x42, 0x87, 0x81, 4]),
    ]
}
