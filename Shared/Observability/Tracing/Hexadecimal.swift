/// Lower-case hexadecimal digits, as trace headers want them.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    /// The value of up to sixteen lower-case digits; nil for anything else (trace headers refuse upper case).
    static func parse(_ bytes: ArraySlice<UInt8>) -> UInt64? {
        guard !bytes.isEmpty, bytes.count <= 16 else { return nil }
        var value: UInt64 = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return value
    }

    /// So many digits of the value, most significant first.
    static func text(_ value: UInt64, digits count: Int) -> String {
        let bytes = (0..<count).map { index in digits[Int(value >> UInt64((count - 1 - index) * 4) & 0xF)] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
