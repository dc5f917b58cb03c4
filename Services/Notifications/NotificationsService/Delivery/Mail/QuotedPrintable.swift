/// Text in mostly readable ASCII (RFC 2045, 6.7), lines of at most 76 characters ended with CR LF.
enum QuotedPrintable {
    private static let limitLineBytes = 76
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// The text in lines; `\n` and `\r\n` are line ends, anything else that is not printable ASCII is escaped.
    static func encode(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
            var current: [UInt8] = []
            let bytes = Array(line.utf8)
            for (index, byte) in bytes.enumerated() {
                let isBlank = byte == 0x20 || byte == 0x09
                // A blank at a line's end, and a dot or «From » at its beginning, are what servers on the way change.
                let isExposed = (isBlank && index == bytes.count - 1) || (current.isEmpty && (byte == 0x2E || byte == 0x46))
                let isPlain = (0x21...0x7E).contains(byte) && byte != 0x3D || isBlank
                let escaped: [UInt8] =
                    isPlain && !isExposed ? [byte] : [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
                if current.count + escaped.count > limitLineBytes - 1 {
                    lines.append(String(decoding: current + [0x3D], as: UTF8.self))
                    current = []
                }
                current += escaped
            }
            lines.append(String(decoding: current, as: UTF8.self))
        }
        return lines.joined(separator: "\r\n")
    }
}
