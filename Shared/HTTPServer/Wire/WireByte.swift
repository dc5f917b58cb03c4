/// The classes of bytes that messages are made of (RFC 9110, 5.6; RFC 9112, 2.2).
enum WireByte {
    static let (tab, lineFeed, carriageReturn, space) = (UInt8(0x09), UInt8(0x0A), UInt8(0x0D), UInt8(0x20))

    /// A byte of a method or a field's name: `tchar`.
    @inline(__always) static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        // ! # $ % & ' * + - . ^ _ ` | ~
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true
        default: false
        }
    }

    /// A byte of a field's value: visible, blank, or above ASCII. No control character, so no line end and no NUL.
    @inline(__always) static func isValue(_ byte: UInt8) -> Bool { byte >= 0x20 ? byte != 0x7F : byte == tab }

    /// A byte of a request target. Bytes above ASCII are none by the letter, but browsers and people send them and they frame nothing.
    @inline(__always) static func isTarget(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0x7F }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// The value of a hexadecimal digit.
    @inline(__always) static func hexValue(_ byte: UInt8) -> Int64? {
        switch byte {
        case 0x30...0x39: Int64(byte) - 0x30
        case 0x41...0x46: Int64(byte) - 0x41 + 10
        case 0x61...0x66: Int64(byte) - 0x61 + 10
        default: nil
        }
    }
}
