/// PDF and PDF/A. A PDF/A says so in XMP metadata that may lie anywhere in the file, so a PDF is read through, in pieces.
enum PDFSignature {
    /// Up to where a PDF is searched for its metadata.
    static let searchedBytesMax: Int64 = 1 << 30

    private static let namespace = Array("http://www.aiim.org/pdfa/ns/id".utf8)
    /// How far behind the namespace part and conformance stand.
    private static let metadataBytes = 8 * 1024
    /// PRONOM lets so much stand before the mark.
    private static let marginBytes = 144

    static func identify(_ source: FormatSource) async throws -> IdentifiedFormat? {
        guard let start = source.head.find("%PDF-", before: marginBytes + 8), let version = version(source.head, start + 5) else {
            return nil
        }
        if let archive = try await archiveLevel(source) {
            guard let code = codes[archive] else { return IdentifiedFormat(FormatTable[plain[version] ?? ""], details: "PDF/A-\(archive)") }
            return IdentifiedFormat(FormatTable[code], details: "PDF \(version)")
        }
        let format = plain[version].map { FormatTable[$0] } ?? .unknown
        let end = Array(source.tail.suffix(1024 + 8))
        // Without its end it is cut short: a reader may show some of it, the archive must know.
        guard end.contains("%%EOF") else { return IdentifiedFormat(.unknown, details: "PDF \(version) without an end") }
        return IdentifiedFormat(format, details: source.tail.contains("/Encrypt") ? "encrypted" : nil)
    }

    /// `1.4`.
    private static func version(_ bytes: [UInt8], _ place: Int) -> String? {
        guard place + 3 <= bytes.count, bytes[place + 1] == UInt8(ascii: ".") else { return nil }
        return String(decoding: bytes[place..<place + 3], as: UTF8.self)
    }

    private static let plain = [
        "1.0": "fmt/14", "1.1": "fmt/15", "1.2": "fmt/16", "1.3": "fmt/17", "1.4": "fmt/18", "1.5": "fmt/19", "1.6": "fmt/20",
        "1.7": "fmt/276", "2.0": "fmt/1129",
    ]

    private static let codes = [
        "1a": "fmt/95", "1b": "fmt/354", "2a": "fmt/476", "2b": "fmt/477", "2u": "fmt/478", "3a": "fmt/479", "3b": "fmt/480",
        "3u": "fmt/481",
    ]

    /// `2b`, where the metadata says so.
    private static func archiveLevel(_ source: FormatSource) async throws -> String? {
        if let level = level(in: source.tail) ?? level(in: source.head) { return level }
        guard source.byteCount > Int64(FormatSource.windowBytes * 2) else { return nil }
        var (window, read) = ([UInt8](), Int64(0))
        for try await piece in try await source.all() {
            window += piece
            read += Int64(piece.count)
            if let level = level(in: window) { return level }
            guard read < searchedBytesMax else { return nil }
            // What could be the beginning of the metadata stays for the next piece.
            window = Array(window.suffix(namespace.count + metadataBytes))
        }
        return nil
    }

    private static func level(in bytes: [UInt8]) -> String? {
        guard let place = bytes.find(namespace) else { return nil }
        let end = min(bytes.count, place + metadataBytes)
        let text = String(decoding: bytes[place..<end], as: UTF8.self)
        guard let part = value("pdfaid:part", text), let conformance = value("pdfaid:conformance", text) else { return nil }
        return part + conformance.lowercased()
    }

    /// The value of an attribute, or of an element: `pdfaid:part="2"`, `<pdfaid:part>2</pdfaid:part>`.
    private static func value(_ name: String, _ text: String) -> String? {
        guard let range = text.firstRange(of: name) else { return nil }
        let rest = text[range.upperBound...].drop { $0 == "=" || $0 == ">" || $0 == "\"" || $0 == "'" || $0.isWhitespace }
        return rest.first.map(String.init)
    }
}
