/// MPEG-1 and -2, MP4, QuickTime, Matroska, WebM.
enum FilmSignatures {
    static func identify(_ source: FormatSource) -> IdentifiedFormat? { code(source.head).map { IdentifiedFormat(FormatTable[$0]) } }

    private static func code(_ head: [UInt8]) -> String? {
        if head.has([0, 0, 1, 0xBA]) {
            // A pack of MPEG-2 begins with the bits 01, one of MPEG-1 with 0010.
            return head.count > 4 && head[4] >> 6 == 1 ? "x-fmt/386" : "x-fmt/385"
        }
        if head.has([0, 0, 1, 0xB3]) { return head.find([0, 0, 1, 0xB5], from: 12, before: 270) != nil ? "fmt/640" : "fmt/649" }
        if head.has("ftyp", at: 4) {
            if head.has("qt  ", at: 8) { return "x-fmt/384" }
            let brands = Array(head[8..<min(head.count, 76)])
            return ["mp42", "mp41", "isom", "iso2"].contains { brands.contains($0) } ? "fmt/199" : nil
        }
        if head.has([0x1A, 0x45, 0xDF, 0xA3]) {
            if head.find([0x42, 0x82, 0x88] + Array("matroska".utf8), before: 64) != nil { return "fmt/569" }
            if head.find([0x42, 0x82, 0x84] + Array("webm".utf8), before: 64) != nil { return "fmt/573" }
        }
        return nil
    }
}
