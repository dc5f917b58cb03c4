/// WAV and Broadcast WAVE, MP3, FLAC.
enum SoundSignatures {
    static func identify(_ source: FormatSource) -> IdentifiedFormat? {
        let head = source.head
        if head.has("RIFF"), head.has("WAVE", at: 8) { return IdentifiedFormat(FormatTable[wave(head)]) }
        if head.has("fLaC") { return IdentifiedFormat(FormatTable["fmt/279"]) }
        if head.has("OggS"), head.has("FLAC", at: 29) { return IdentifiedFormat(FormatTable["fmt/947"]) }
        return isMP3(source) ? IdentifiedFormat(FormatTable["fmt/134"]) : nil
    }

    /// By the chunks `fmt ` (how sound is coded) and `bext` (Broadcast WAVE and its version).
    private static func wave(_ head: [UInt8]) -> String {
        var (place, tag, formatSize, broadcast) = (12, Int?.none, 0, Int?.none)
        while let size = head.littleEndian32(place + 4), place + 8 <= head.count {
            if head.has("fmt ", at: place) { (tag, formatSize) = (head.littleEndian16(place + 8), size) }
            if head.has("bext", at: place) { broadcast = head.littleEndian16(place + 8 + 346) }
            // Chunks begin at even places.
            place += 8 + size + size % 2
        }
        let isPCM = tag == 1
        switch broadcast {
        case 0: return isPCM ? "fmt/703" : "fmt/1"
        case 1: return isPCM ? "fmt/704" : "fmt/2"
        case 2: return isPCM ? "fmt/705" : "fmt/527"
        default: break
        }
        guard let tag else { return "fmt/6" }
        if tag == 0xFFFE { return "fmt/143" }
        if isPCM, formatSize == 16 { return "fmt/141" }
        return formatSize >= 18 ? "fmt/142" : "fmt/6"
    }

    /// Three frames that follow each other; an ID3 tag may stand before them.
    private static func isMP3(_ source: FormatSource) -> Bool {
        let head = source.head
        var place = 0
        if head.has("ID3"), head.count > 10 {
            place = 10 + head[6..<10].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
            // A picture in the tag can be larger than the window; no other format begins so.
            if place >= head.count { return true }
        }
        for _ in 0..<3 {
            guard let length = frameLength(head, place) else { return false }
            place += length
        }
        return true
    }

    /// Of a frame of layer III, in bytes.
    private static func frameLength(_ bytes: [UInt8], _ place: Int) -> Int? {
        guard place + 4 <= bytes.count, bytes[place] == 0xFF, bytes[place + 1] & 0xE6 == 0xE2 else { return nil }
        let (version, index, rateIndex) = (bytes[place + 1] >> 3 & 3, Int(bytes[place + 2] >> 4), Int(bytes[place + 2] >> 2 & 3))
        guard version != 1, (1...14).contains(index), rateIndex < 3 else { return nil }
        let isFirst = version == 3
        let kilobits =
            isFirst
            ? [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320][index]
            : [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160][index]
        let rate = [44_100, 48_000, 32_000][rateIndex] / (isFirst ? 1 : version == 2 ? 2 : 4)
        return (isFirst ? 144_000 : 72_000) * kilobits / rate + Int(bytes[place + 2] >> 1 & 1)
    }
}
