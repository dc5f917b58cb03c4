/// TIFF, JPEG, JPEG 2000, PNG, GIF.
enum PictureSignatures {
    static func identify(_ source: FormatSource) -> IdentifiedFormat? {
        let head = source.head
        if head.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return png(source) }
        if head.has([0xFF, 0xD8, 0xFF]) { return jpeg(source) }
        if head.has([0x49, 0x49, 0x2A, 0x00]) || head.has([0x4D, 0x4D, 0x00, 0x2A]) { return tiff(source) }
        if head.has("GIF87a") { return IdentifiedFormat(FormatTable["fmt/3"]) }
        if head.has("GIF89a") { return IdentifiedFormat(FormatTable["fmt/4"]) }
        if head.has([0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A]), head.has("ftyp", at: 16) {
            if head.has("jp2", at: 20) { return IdentifiedFormat(FormatTable["x-fmt/392"]) }
            if head.has("mjp2", at: 20) { return IdentifiedFormat(FormatTable["fmt/337"]) }
        }
        return nil
    }

    /// 1.2 brought `iTXt`, 1.1 brought `iCCP`, `sPLT` and `sRGB`.
    private static func png(_ source: FormatSource) -> IdentifiedFormat {
        guard source.head.has("IHDR", at: 12), source.tail.suffix(16).contains(Array("IEND".utf8)) else {
            return IdentifiedFormat(.unknown, details: "PNG without an end")
        }
        var (kinds, place) = (Set<String>(), 8)
        while let length = source.head.bigEndian32(place), place + 8 <= source.head.count {
            kinds.insert(String(decoding: source.head[place + 4..<place + 8], as: UTF8.self))
            place += 12 + length
        }
        // Pictures end with chunks too, and those lie behind data that no window holds.
        if source.byteCount > Int64(source.head.count) {
            for kind in ["iTXt", "iCCP", "sPLT", "sRGB"] where source.tail.contains(kind) { kinds.insert(kind) }
        }
        if kinds.contains("iTXt") { return IdentifiedFormat(FormatTable["fmt/13"]) }
        return IdentifiedFormat(FormatTable[kinds.isDisjoint(with: ["iCCP", "sPLT", "sRGB"]) ? "fmt/11" : "fmt/12"])
    }

    private static func jpeg(_ source: FormatSource) -> IdentifiedFormat {
        let head = source.head
        guard source.tail.suffix(65_538).contains([0xFF, 0xD9]) else { return IdentifiedFormat(.unknown, details: "JPEG without an end") }
        if head.has("JFIF", at: 6), head.has([0xFF, 0xE0], at: 2), head.has([0, 1], at: 10), head.count > 13, head[13] <= 2 {
            let code = ["fmt/42", "fmt/43", "fmt/44"].dropFirst(Int(min(head[12], 3))).first
            if let code { return IdentifiedFormat(FormatTable[code]) }
        }
        if head.has([0xFF, 0xE1], at: 2), head.has("Exif", at: 6), let code = exif(head) { return IdentifiedFormat(FormatTable[code]) }
        return IdentifiedFormat(FormatTable["fmt/41"])
    }

    /// By the tag ExifVersion (0x9000, four bytes of text).
    private static func exif(_ head: [UInt8]) -> String? {
        let isBig = head.has("MM", at: 12)
        let tag: [UInt8] = isBig ? [0x90, 0, 0, 7, 0, 0, 0, 4] : [0, 0x90, 7, 0, 4, 0, 0, 0]
        guard let place = head.find(tag), place + 12 <= head.count else { return nil }
        return switch String(decoding: head[place + 8..<place + 12], as: UTF8.self) {
        case "0200": "x-fmt/398"
        case "0210": "x-fmt/390"
        case "0220": "x-fmt/391"
        case "0221": "fmt/645"
        case let version where version.hasPrefix("023"): "fmt/1507"
        default: nil
        }
    }

    /// GeoTIFF has a GeoKeyDirectory (tag 34735, of shorts) among the tags of its first picture.
    private static func tiff(_ source: FormatSource) -> IdentifiedFormat {
        let isBig = source.head.has("MM")
        let tag: [UInt8] = isBig ? [0x87, 0xAF, 0, 3] : [0xAF, 0x87, 3, 0]
        let isGeo = source.head.prefix(4096).contains(tag) || source.tail.suffix(4096).contains(tag)
        return IdentifiedFormat(FormatTable[isGeo ? "fmt/155" : "fmt/353"])
    }
}

extension ArraySlice<UInt8> {
    func contains(_ pattern: [UInt8]) -> Bool { Array(self).find(pattern) != nil }
}
