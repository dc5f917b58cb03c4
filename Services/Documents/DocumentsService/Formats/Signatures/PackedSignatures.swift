/// TAR and GZIP. (Zips are looked into: ``ZipSignatures``.)
enum PackedSignatures {
    static func identify(_ source: FormatSource) -> IdentifiedFormat? {
        if source.head.has([0x1F, 0x8B, 8]) { return IdentifiedFormat(FormatTable["x-fmt/266"]) }
        return isTar(source.head) ? IdentifiedFormat(FormatTable["x-fmt/265"]) : nil
    }

    /// The checksum of the first header is right: stronger than any mark, and true of the oldest kind too.
    private static func isTar(_ head: [UInt8]) -> Bool {
        guard head.count >= 512, head[0] != 0 else { return false }
        let digits = head[148..<156].drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
        guard digits.count >= 4, let stated = Int(String(decoding: digits, as: UTF8.self), radix: 8) else { return false }
        let sum = head[0..<512].enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 0x20 : Int($1.element)) }
        return sum == stated
    }
}
